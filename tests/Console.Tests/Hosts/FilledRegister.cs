using System.Net;
using System.Text.Json;
using Grid.Api.Tests.Hosts;
using Grid.Grains.Interfaces.Platform;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grid.Console.Tests.Hosts;

/// <summary>
/// A register with made-up persons, all through the API: some apply, most are registered, some leave, some wait too long.
/// </summary>
public sealed class FilledRegister : PagesHost
{
    private const int Persons = 12;

    /// <summary>A county below Nanchang, and an office of it.</summary>
    public const string County = "360102";

    /// <summary>The platform's number of an application that could not be taken over, as of 王小明3.</summary>
    public const string RefusedNumber = "P20261120-000001";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var clerk = new Grid.Api.Tests.Hosts.Api(this, Token("clerk", Grid.Api.Tests.Hosts.Api.Donghu));
        for (var i = 0; i < Persons; i++)
        {
            if (i % 4 == 3)
            {
                (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
                continue;
            }

            var (person, _, _) = await People.RegisterAsync(clerk);
            if (i % 4 == 1)
            {
                (
                    await clerk.PostAsync(
                        $"/v1/persons/{person}/contacts",
                        """{"channel":"telephone","outcome":"reached","note":"三次拒绝推荐岗位,建议注销登记"}"""
                    )
                ).Expect(HttpStatusCode.OK);
            }

            if (i % 4 == 0)
                (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        }

        await RefuseAsync();
        await DeliverAsync();
        await ImportAsync();
    }

    /// <summary>A delivery of an employment registration that has reached its limit and asks; no row of it waits.</summary>
    private async Task DeliverAsync()
    {
        await using var owner = NpgsqlDataSource.Create(Database.OwnerConnectionString);
        await using var insert = owner.CreateCommand(
            """
            INSERT INTO match_run (id, source, as_of, sent_by, opened_at, status, expected, complete, received, hits, processed, tasks, allowed)
            VALUES ($1, 'employment', now(), 'feed-1', now(), 'asking', 5000, false, 5000, 320, 200, 200, 200)
            """
        );
        insert.Parameters.AddWithValue(Guid.NewGuid());
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checked: one row would be imported and one cannot be.</summary>
    private async Task ImportAsync()
    {
        var supervisor = new Grid.Api.Tests.Hosts.Api(this, Token("supervisor", Grid.Api.Tests.Hosts.Api.Nanchang));
        var id = (await supervisor.PostAsync("/v1/imports", new { note = "县级系统切换", checksOnly = true })).Expect(
            HttpStatusCode.Created
        )["id"];
        var file = $"""
            证件号码,姓名,经办机构,登记地依据,失业原因,失业日期,登记日期
            {People.Number()},测试甲,{Grid.Api.Tests.Hosts.Api.Donghu},2,40,2026-01-02,2026-01-05
            {People.Number()},测试甲,{Grid.Api.Tests.Hosts.Api.Donghu},2,40,2026-01-02,
            """;
        (await supervisor.SendAsync(HttpMethod.Put, $"/v1/imports/{id}/file", file, null, contentType: "application/octet-stream")).Expect(
            HttpStatusCode.OK
        );
        await Wait.UntilAsync(async () => (await supervisor.GetAsync($"/v1/imports/{id}"))["status"] == "checked", "the import is checked");
    }

    /// <summary>As the sync leaves it: stored, and refused for its name.</summary>
    private async Task RefuseAsync()
    {
        var (intake, now, cancelled) = (
            Services.GetRequiredService<IPlatformIntake>(),
            TimeProvider.System.GetUtcNow(),
            TestContext.Current.CancellationToken
        );
        var fields = JsonSerializer.SerializeToElement(
            new
            {
                bae001 = RefusedNumber,
                aac147 = People.Number(),
                aac003 = "王小明3",
                aae005 = People.Telephone(),
                aab301 = County,
            }
        );
        await intake.StoreAsync("36", [new PlatformDownload("1", RefusedNumber, fields)], now, cancelled);
        foreach (var stored in await intake.PendingAsync("36", 10, cancelled))
        {
            await intake.SettleAsync(
                stored.Id,
                null,
                new ApplicationRefusal(
                    "name",
                    "姓名无效。name is no name (Digit).",
                    null,
                    Grid.Api.Tests.Hosts.Api.Donghu,
                    DateOnly.FromDateTime(now.UtcDateTime).AddDays(1)
                ),
                now,
                cancelled
            );
        }
    }
}
