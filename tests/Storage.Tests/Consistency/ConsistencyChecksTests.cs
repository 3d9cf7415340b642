using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Consistency;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Consistency;

/// <summary>What commits write agrees; what is written past them is found, each by its own figure.</summary>
public sealed class ConsistencyChecksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_register_written_by_commits_agrees_and_each_damage_is_named()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async n =>
                {
                    var state = await register.ReadAsync(register.IdOf(n));
                    var record = Sample.Record(register.IdOf(n), n, 6);
                    var done = Sample.Duty("correction", DutyKind.Correction);
                    var first = Sample.FullCommit(record with { Sequence = 1 }, n);
                    var registered = Sample.Entry(2, new Registered(Sample.Registration(n), Sample.Facts(n)));
                    await register.WriteAsync(
                        state,
                        record,
                        first with
                        {
                            Journal =
                            [
                                .. first.Journal,
                                registered,
                                Sample.Entry(3, new DutyOpened(Sample.Duty("review"))),
                                Sample.Entry(4, new DutyOpened(done)),
                                Sample.Entry(
                                    5,
                                    new DutyClosed(done.Key, done.Kind, DutyClosing.InTime, done.Office, Sample.Today, done.Due.Date)
                                ),
                                Sample.Entry(
                                    6,
                                    new ContactRecorded(
                                        Sample.Today,
                                        ContactChannel.Telephone,
                                        ContactOutcome.Reached,
                                        Sample.Office,
                                        new Contact
                                        {
                                            Id = "contact-1",
                                            At = Sample.Now,
                                            Channel = ContactChannel.Telephone,
                                            Outcome = ContactOutcome.Reached,
                                        }
                                    )
                                ),
                            ],
                            Services = [Sample.Contact(6, n)],
                            PlatformItems = [.. first.PlatformItems, Sample.ItemOf(n)],
                        }
                    );
                })
        );
        Assert.All(await ConsistencyChecks.CheckAsync(register.Source, Cancellation), count => Assert.Equal(0, count.Value));
        await DutyCountFolding.RunAsync(register.Source, Cancellation);
        Assert.All(await ConsistencyChecks.CheckAsync(register.Source, Cancellation), count => Assert.Equal(0, count.Value));

        // A commit without an event, by a silo whose clock is behind that of the one before.
        var state = await register.ReadAsync(register.IdOf(4));
        await register.WriteAsync(
            state,
            state.State!.Record!,
            new PersonCommit { Id = Guid.NewGuid(), At = Sample.Now - TimeSpan.FromMinutes(10) }
        );
        Assert.All(await ConsistencyChecks.CheckAsync(register.Source, Cancellation), count => Assert.Equal(0, count.Value));

        var one = register.IdOf(3).ToGuid();
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        foreach (
            var (damage, names) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["UPDATE person SET sequence = 7 WHERE person_id = $1"] = ["personBehindOrAheadOfJournal"],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 1"] = ["applicationNotInJournal", "gapInJournal"],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 2"] =
                [
                    "gapInJournal",
                    "platformRegistrationNotInJournal",
                    "registrationNotInJournal",
                ],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 6"] = ["personBehindOrAheadOfJournal", "serviceNotInJournal"],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 5"] =
                [
                    "doneDutyNotInJournal",
                    "dutyOpenOnlyInJournal",
                    "gapInJournal",
                ],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 3"] = ["dutyNotOpenInJournal", "gapInJournal"],
                ["DELETE FROM duty WHERE person_id = $1"] = ["dutyOpenOnlyInJournal"],
                ["UPDATE duty SET kind = 13 WHERE person_id = $1"] = ["matterDutyWithoutMatter"],
                ["UPDATE duty SET key = 'correction' WHERE person_id = $1"] = ["dutyNotOpenInJournal", "dutyOpenOnlyInJournal"],
                ["UPDATE duty_count SET open = open + 1 WHERE area = '36' AND $1::uuid IS NOT NULL"] = ["dutyCountNotAsOpen"],
                ["DELETE FROM duty_count WHERE area = '360102' AND $1::uuid IS NOT NULL"] = ["dutyCountNotAsOpen"],
                ["INSERT INTO duty_count_change SELECT left(office, 6), kind, due, '-infinity', -1 FROM duty WHERE person_id = $1"] =
                [
                    "dutyCountNotAsOpen",
                ],
                [
                    "UPDATE journal SET event = 'linkedTo', facts = '{\"main\": \"0123456789abcdef0123456789abcdef\"}' WHERE person_id = $1 AND sequence = 6"
                ] = ["linkedToNobody", "serviceNotInJournal"],
                [
                    "UPDATE journal SET event = 'linkedTo', facts = jsonb_build_object('main', (SELECT replace(person_id::text, '-', '') FROM person WHERE person_id <> $1 LIMIT 1)) WHERE person_id = $1 AND sequence = 6"
                ] = ["serviceNotInJournal"],
                ["DELETE FROM service_record WHERE person_id = $1"] = ["serviceOnlyInJournal"],
                [
                    "INSERT INTO wording_flag (person_id, sequence, flagged_on, flagged_at, office, author, command, field, article) VALUES ($1, 999, '2026-11-20', now(), '36010201', 'clerk', 'transfer', 'note', '79/2020 (二)')"
                ] = ["wordingFlagNotInJournal"],
                [
                    "INSERT INTO complaint_step (person_id, sequence, complaint, step, kind, office, owner, on_date) VALUES ($1, 999, 'TS20261120-0123456789', 2, 1, '36010201', '36010001', '2026-11-20')"
                ] = ["complaintStepNotInJournal"],
                [
                    "INSERT INTO survey_step (person_id, sequence, survey_id, step, office, owner, on_date, confirmed) VALUES ($1, 999, gen_random_uuid(), 2, '36010201', '36010001', '2026-11-20', true)"
                ] = ["surveyStepNotInJournal"],
                ["UPDATE duty_done SET person_id = gen_random_uuid() WHERE person_id = $1"] = ["doneDutyNotInJournal", "dutyWithoutPerson"],
                ["UPDATE receipt SET person_id = gen_random_uuid() WHERE person_id = $1"] = ["receiptWithoutPerson"],
                ["UPDATE person SET last_commit = gen_random_uuid() WHERE person_id = $1"] = ["lastCommitNotInJournal"],
                ["DELETE FROM reminder WHERE grain_id = 'person/' || replace($1::text, '-', '')"] =
                [
                    "openApplicationWithoutReminder",
                    "openDutyWithoutReminder",
                ],
                ["DELETE FROM application WHERE person_id = $1"] = ["applicationOnlyInJournal"],
                ["DELETE FROM registration WHERE person_id = $1"] = ["registrationOnlyInJournal", "searchNotAsRegistered"],
                ["UPDATE registration SET status = 2 WHERE person_id = $1"] = ["exitNotInJournal", "searchNotAsRegistered"],
                ["UPDATE person_search SET active = false WHERE person_id = $1"] = ["searchNotAsRegistered"],
                ["DELETE FROM person_search WHERE person_id = $1"] = ["activeRegistrationNotSearchable", "nameTokenNotAsSearch"],
                ["UPDATE person_search SET name_tokens = NULL WHERE person_id = $1"] = ["nameTokenNotAsSearch"],
                [
                    "WITH gone AS (DELETE FROM name_token WHERE person_id = $1) UPDATE person_search SET name_tokens = NULL WHERE person_id = $1"
                ] = ["nameTokenNotAsSearch"],
                ["DELETE FROM name_token WHERE person_id = $1 AND token = (SELECT max(token) FROM name_token WHERE person_id = $1)"] =
                [
                    "nameTokenNotAsSearch",
                ],
                [
                    "UPDATE name_token SET token = 0 WHERE person_id = $1 AND token = (SELECT max(token) FROM name_token WHERE person_id = $1)"
                ] = ["nameTokenNotAsSearch"],
                [
                    "UPDATE name_token SET office = '37' WHERE person_id = $1 AND token = (SELECT max(token) FROM name_token WHERE person_id = $1)"
                ] = ["nameTokenNotAsSearch"],
                ["DELETE FROM platform_item WHERE person_id = $1 AND kind = 'registration'"] = ["registrationNotForPlatform"],
                ["UPDATE platform_item SET kind = 'exit' WHERE person_id = $1 AND kind = 'registration'"] = ["platformExitNotInJournal"],
                ["UPDATE platform_item SET not_before = 'infinity' WHERE person_id = $1 AND kind = 'result'"] =
                [
                    "platformItemAsleepInFront",
                ],
                [
                    "INSERT INTO platform_sent SELECT id, person_id, kind, key, region, office, event_on, commit_id, created_at, 'accepted', created_at, 0, 0, content FROM platform_item WHERE person_id = $1 AND kind = 'result'"
                ] = ["platformItemTwice"],
                [
                    "INSERT INTO platform_application (region, number, version, digest, status, stored_at) SELECT '36', 'P-9', 1, ''::bytea, 'handedOver', now() WHERE $1::uuid IS NOT NULL"
                ] = ["platformApplicationWithoutResult"],
                ["UPDATE journal SET event = 'exited', facts = '{\"number\": \"1\"}' WHERE person_id = $1 AND sequence = 3"] =
                [
                    "dutyNotOpenInJournal",
                    "exitNotForPlatform",
                ],
                ["DELETE FROM person WHERE person_id = $1"] =
                [
                    "caseWithoutPerson",
                    "dutyWithoutPerson",
                    "journalWithoutPerson",
                    "receiptWithoutPerson",
                    "reminderWithoutPerson",
                ],
            }
        )
        {
            await using var undone = await owner.BeginTransactionAsync(Cancellation);
            await using var command = new NpgsqlCommand(damage, owner);
            command.Parameters.AddWithValue(one);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
            var counts = await ConsistencyChecks.CheckAsync(owner, Cancellation);
            Assert.Equal(names, counts.Where(count => count.Value > 0).Select(count => count.Key));
            await undone.RollbackAsync(Cancellation);
        }

        Assert.All(await ConsistencyChecks.CheckAsync(register.Source, Cancellation), count => Assert.Equal(0, count.Value));
    }
}
