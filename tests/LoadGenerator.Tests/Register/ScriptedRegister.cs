using System.Net;
using System.Net.Http.Json;

namespace Grid.LoadGenerator.Tests.Register;

/// <summary>Answers requests as written down beforehand, and notes them.</summary>
internal sealed class ScriptedRegister : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> answers = new();

    public List<(string Request, string? Key, string? Body)> Requests { get; } = [];

    public ScriptedRegister Answers(HttpStatusCode status, object body, Action<HttpResponseMessage>? also = null)
    {
        var answer = new HttpResponseMessage(status) { Content = JsonContent.Create(body) };
        also?.Invoke(answer);
        answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryGetValues("Idempotency-Key", out var keys);
        Requests.Add(
            (
                $"{request.Method} {request.RequestUri!.AbsolutePath}",
                keys?.Single(),
                request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken)
            )
        );
        return answers.Dequeue();
    }
}
