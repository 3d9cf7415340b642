using System.Net;
using System.Text.Json;
using Grid.Api.Tests.Hosts;
using Grid.Grains.Interfaces.Platform;
using Microsoft.Extensions.DependencyInjection;

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
