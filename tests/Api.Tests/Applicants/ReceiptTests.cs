using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Numbers;

namespace Grid.Api.Tests.Applicants;

/// <summary>Receipts as applicants get them.</summary>
[Collection(OneHost.Name)]
public sealed class ReceiptTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Receipts_in_a_row_have_serials_that_do_not_follow_each_other()
    {
        var serials = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            var receipt = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created)[
                "applicationNumber"
            ]!;
            serials.Add(ApplicationNumber.Parse(receipt).Serial);
        }

        // Consecutive ones would lie within one block; scattered ones do so once in 10^18.
        Assert.True(serials.Max() - serials.Min() > 5_000, string.Join(", ", serials));
    }

    /// <summary>Persons keep their receipts for years.</summary>
    [Fact]
    public async Task A_receipt_that_was_given_before_still_opens_the_progress()
    {
        var number = People.Number();
        var (_, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        await host.ScalarAsync<object>("UPDATE receipt_number SET unguessable_from = current_date + 400");
        try
        {
            (
                await new Hosts.Api(host, null).SendAsync(
                    HttpMethod.Post,
                    "/v1/progress",
                    $$"""{"receiptNumber":"{{receipt}}","identityNumber":"{{number}}"}""",
                    null
                )
            ).Expect(HttpStatusCode.OK);
        }
        finally
        {
            await host.ScalarAsync<object>("UPDATE receipt_number SET unguessable_from = current_date");
        }
    }
}
