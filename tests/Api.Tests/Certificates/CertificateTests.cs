using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Certificates;

/// <summary>A certificate from its issue to its check: the paper, what the public learns, and what cannot be guessed.</summary>
[Collection(OneHost.Name)]
public sealed class CertificateTests(ApiHost host)
{
    private const string Name = "欧阳测试";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));
    private readonly Hosts.Api anyone = new(host, null);

    [Fact]
    public async Task It_is_issued_printed_checked_replaced_and_revoked()
    {
        var number = People.Number();
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(number, name: Name));
        var at = $"/v1/persons/{person}/certificate";
        (await clerk.GetAsync(at)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.GetAsync(at + "/print")).ExpectProblem(HttpStatusCode.Conflict, "no-certificate");

        var issued = (await clerk.PostAsync(at, null)).Expect(HttpStatusCode.OK);
        Assert.Equal(("certificateIssued", registration + "-01"), (issued["outcome"], issued["reference"]));
        Assert.Equal(registration + "-01", (await clerk.PostAsync(at, null)).Expect(HttpStatusCode.OK)["reference"]);
        Assert.Equal("valid", (await clerk.GetAsync(at)).Expect(HttpStatusCode.OK)["status"]);

        // The paper says who it is, and has the code; its fonts are in it.
        var paper = await PrintAsync(at + "/print");
        var text = await TextOfAsync(paper);
        foreach (var word in (string[])[Name, number, registration, "东湖区公共就业服务中心", "失业登记凭证"])
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.DoesNotContain("辞职", text, StringComparison.Ordinal);
        var code = Regex.Match(text, "[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}").Value;
        Assert.Equal(code.Replace("-", "", StringComparison.Ordinal), CodeOf(registration + "-01"));

        // Anyone who has it learns no more than the paper shows.
        var check = (await CheckAsync(registration + "-01", code)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("valid", "欧*", number[^4..], "东湖区公共就业服务中心"),
            (check["status"], check["name"], check["ending"], check["office"])
        );
        Assert.DoesNotContain(number, check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, check.Text, StringComparison.Ordinal);
        Assert.Equal("valid", (await CheckAsync(registration + "-01", code.ToLowerInvariant()))["status"]);

        (await supervisor.PostAsync(at + "/revocation", new { note = "本人遗失" })).Expect(HttpStatusCode.OK);
        Assert.Equal("revoked", (await CheckAsync(registration + "-01", code))["status"]);
        (await clerk.GetAsync(at + "/print")).ExpectProblem(HttpStatusCode.Conflict, "no-certificate");
        Assert.Equal(registration + "-02", (await clerk.PostAsync(at, null)).Expect(HttpStatusCode.OK)["reference"]);
        Assert.Equal("replaced", (await CheckAsync(registration + "-01", code))["status"]);

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("ended", (await CheckAsync(registration + "-02", CodeOf(registration + "-02")))["status"]);
        // The reads are on the access log; of those that were refused for want of a certificate there is none.
        foreach (var (action, times) in ((string, long)[])[("certificates.print", 1), ("certificates.read", 1), ("certificates.check", 5)])
        {
            Assert.Equal(
                times,
                await host.ScalarAsync<long>(
                    "SELECT count(*) FROM access_log WHERE action = $1 AND outcome = 'shown' AND $2 = ANY(person_ids)",
                    action,
                    Guid.Parse(person)
                )
            );
        }
    }

    [Fact]
    public async Task Without_the_right_code_every_number_is_unknown()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/certificate", null)).Expect(HttpStatusCode.OK);
        var code = CodeOf(registration + "-01");
        var unknown = (await CheckAsync("36010220261200000018-01", "0000000000000000")).Expect(HttpStatusCode.OK).Text;
        var wrong = (code[0] == '0' ? '1' : '0') + code[1..];
        foreach (
            var (number, tried) in ((string, string)[])
                [
                    (registration + "-01", wrong),
                    (registration + "-01", ""),
                    (registration + "-02", code),
                    (registration, code),
                    ("'; DROP TABLE person", code),
                ]
        )
        {
            Assert.Equal(unknown, (await CheckAsync(number, tried)).Expect(HttpStatusCode.OK).Text);
        }

        // A certificate that was never issued has a code, too, which tells nothing.
        Assert.Equal("unknown", (await CheckAsync(registration + "-07", CodeOf(registration + "-07")))["status"]);
    }

    /// <summary>The record under the number is its owner's, whose name is not for others.</summary>
    [Fact]
    public async Task Of_a_case_that_was_entered_in_error_it_says_revoked_and_no_name()
    {
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(name: Name));
        (await clerk.PostAsync($"/v1/persons/{person}/certificate", null)).Expect(HttpStatusCode.OK);
        var proposed = (
            await clerk.PostAsync(
                $"/v1/persons/{person}/entered-in-error",
                new
                {
                    applicationNumber = application,
                    note = "号码录错",
                    noRightNumber = "cannotBeFound",
                }
            )
        ).Expect(HttpStatusCode.OK);
        (await supervisor.PostAsync($"/v1/persons/{person}/proposals/{proposed["reference"]}/confirmation", null)).Expect(
            HttpStatusCode.OK
        );
        var check = await CheckAsync(registration + "-01", CodeOf(registration + "-01"));
        Assert.Equal("""{"status":"revoked"}""", check.Text);
    }

    [Fact]
    public async Task People_see_a_page_and_programs_json()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(name: Name));
        (await clerk.PostAsync($"/v1/persons/{person}/certificate", null)).Expect(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/v1/certificates/check?number={registration}-01&code={CodeOf(registration + "-01")}"
        );
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains("有效", page, StringComparison.Ordinal);
        Assert.Contains("欧*", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_person_prints_it_with_receipt_and_number()
    {
        var number = People.Number();
        var (_, application, registration) = await People.RegisterAsync(clerk, People.Submission(number, name: Name));
        for (var times = 0; times < 2; times++)
        {
            using var response = await host.Client.PostAsync(
                "/v1/own-certificate",
                new StringContent(
                    $$"""{"receiptNumber":"{{application}}","identityNumber":"{{number}}"}""",
                    Encoding.UTF8,
                    "application/json"
                ),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var text = await TextOfAsync(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Contains(registration + "-01", text, StringComparison.Ordinal);
        }

        (
            await anyone.PostAsync("/v1/own-certificate", new { receiptNumber = application, identityNumber = People.Number() })
        ).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
    }

    private Task<Answer> CheckAsync(string number, string code) =>
        anyone.GetAsync($"/v1/certificates/check?number={Uri.EscapeDataString(number)}&code={Uri.EscapeDataString(code)}");

    private string CodeOf(string number)
    {
        Assert.True(CertificateNumber.TryParse(number, out var parsed));
        return host.Services.GetRequiredService<ICertificateCodes>().CodeOf(parsed);
    }

    private async Task<byte[]> PrintAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("clerk", Hosts.Api.Donghu));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.True(response.Headers.CacheControl!.NoStore);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The text as a reader of PDF files has it, which it has only if the embedded fonts say what their glyphs are.</summary>
    private static async Task<string> TextOfAsync(byte[] pdf)
    {
        var file = Path.Combine(Path.GetTempPath(), $"grid-certificate-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
        try
        {
            using var reader = Process.Start(
                new ProcessStartInfo("pdftotext", ["-layout", file, "-"])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    StandardOutputEncoding = Encoding.UTF8,
                }
            )!;
            var text = await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
