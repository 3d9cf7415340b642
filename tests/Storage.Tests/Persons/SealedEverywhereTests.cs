using System.Text;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Notices;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Persons;

/// <summary>Sensitive data is nowhere in the database in clear, in no table.</summary>
public sealed class SealedEverywhereTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task No_sensitive_value_is_in_any_column_of_any_table()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var register = new Register(database.ApplicationConnectionString);
        var person = (await register.AddAsync(77)).State!.Record!.Id;
        await using (
            var log = new Grid.Storage.Access.AccessLog(
                register.Source,
                TimeProvider.System,
                new Grid.Storage.Chaining.ChainKeys(register.Secrets)
            )
        )
        {
            await log.WriteAsync(
                new AccessEntry(new Actor("clerk-1", Role.Clerk, Sample.Office), "person.read", [person], null, "name", null, Sample.Now),
                cancellation
            );
        }

        await RefuseAndSendAsync(register, person, cancellation);

        var tables = await DatabaseCommands.ScalarAsync<string[]>(
            database.OwnerConnectionString,
            "SELECT array_agg(oid::regclass::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm')"
        );
        string[] sensitive =
        [
            Sample.Number(77).Value,
            Sample.Telephone(77).Value,
            Sample.Details(77).Address!,
            Sample.Details(77).Profile!.SocialSecurityCard!,
            "样例焊工",
            "disabled",
            "releasedFromPrison",
            "noWorkAbility",
            "样例姓名",
            // A control: what may be in the clear, which shows that the search finds something.
            Sample.Application(77).Number.Value,
        ];
        var found = new List<string>();
        foreach (var value in sensitive)
        {
            var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value));
            foreach (var table in tables!)
            {
                var rows = await DatabaseCommands.ScalarAsync<long>(
                    database.OwnerConnectionString,
                    $"SELECT count(*) FROM {table} AS t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0",
                    value,
                    hex
                );
                if (rows > 0)
                    found.Add($"{value} in {table}");
            }
        }

        var number = Sample.Application(77).Number.Value;
        Assert.Equal(
            new[] { $"{number} in application", $"{number} in journal", $"{number} in platform_item", $"{number} in registration" }.Order(
                StringComparer.Ordinal
            ),
            found.Order(StringComparer.Ordinal)
        );
    }

    /// <summary>A reason that mentions health, and messages that were sent: one delivered, one not.</summary>
    private static async Task RefuseAndSendAsync(Register register, PersonId person, CancellationToken cancellation)
    {
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(
                    false,
                    Sample.Application(77) with
                    {
                        Status = ApplicationStatus.NotApproved,
                        NonApproval = NonApprovalReason.NoWorkAbility,
                        DecidedOn = Sample.Today,
                    },
                    Sample.Region,
                    false
                ),
                Notices =
                [
                    new PersonNotice(
                        NoticeKind.NotApproved,
                        JsonSerializer.SerializeToElement(new { Telephone = Sample.Telephone(77).Value })
                    ),
                ],
            }
        );
        var outbox = new NoticeOutbox(register.Source, register.Secrets.Ring, TimeProvider.System);
        for (var i = 0; i < 2; i++)
        {
            var leased = Assert.Single(await outbox.LeaseAsync(Sample.Now, Sample.Now.AddMinutes(5), 10, cancellation));
            await outbox.MarkSentAsync(
                leased,
                new SentNotice("sms", $"{Sample.Telephone(77).Value}, {Sample.Number(77).Value}", $"gateway-{i}", Sample.Now),
                cancellation
            );
        }

        Assert.True(await outbox.MarkDeliveryAsync("gateway-1", false, "absent", Sample.Now, cancellation));
    }
}
