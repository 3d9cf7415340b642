using System.Net;
using System.Text;

namespace Grid.Console.Tests.Hosts;

/// <summary>Makes the API fail for the pages alone.</summary>
internal sealed class FaultHandler(FaultSwitch faults) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (faults.Down)
            throw new HttpRequestException("made to fail");
        return faults.Nonsense
            ? Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("<html><body>hello</body></html>", Encoding.UTF8, "text/html"),
                }
            )
            : base.SendAsync(request, cancellationToken);
    }
}
