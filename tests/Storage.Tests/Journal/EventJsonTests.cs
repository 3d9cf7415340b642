using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Storage.Journal;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Journal;

/// <summary>Every kind of event survives the journal, and its personal members are never in the clear part.</summary>
public sealed class EventJsonTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly JsonDerivedTypeAttribute[] Kinds = [.. typeof(PersonEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()];

    public static TheoryData<string> Names => [.. Kinds.Select(kind => (string)kind.TypeDiscriminator!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parts_are_the_event_and_the_clear_one_holds_nothing_personal(string name)
    {
        var type = Kinds.Single(kind => (string)kind.TypeDiscriminator! == name).DerivedType;
        foreach (var made in (Made[])[new(), new(last: true)])
        {
            var fact = (PersonEvent)made.Of(type);
            var facts = EventJson.Facts(fact);
            var joined = EventJson.Join(EventJson.NameOf(fact), Encoding.UTF8.GetBytes(facts), EventJson.PersonalPart(fact));
            Assert.Equal(JsonSerializer.Serialize(fact, DomainJson.Options), JsonSerializer.Serialize(joined, DomainJson.Options));

            using var clear = JsonDocument.Parse(facts);
            foreach (var property in type.GetProperties())
            {
                var isPersonal = property.IsDefined(typeof(PersonalAttribute));
                Assert.Equal(!isPersonal, clear.RootElement.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out _));
            }
        }
    }

    [Fact]
    public void Every_event_is_declared() =>
        Assert.Empty(
            typeof(PersonEvent)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(PersonEvent)))
                .Except(Kinds.Select(kind => kind.DerivedType))
        );

    [Fact]
    public async Task The_reader_gives_back_what_was_committed_in_order_and_by_pages()
    {
        await using var register = new Register(database.ApplicationConnectionString);
        var person = register.IdOf(1);
        var facts = Kinds.Select(kind => (PersonEvent)new Made().Of(kind.DerivedType)).ToArray();
        var entries = facts.Select((fact, i) => Sample.Entry(i + 1, fact)).ToArray();
        var state = await register.ReadAsync(person);
        await register.WriteAsync(state, Sample.Record(person, 1, entries.Length), Sample.SmallCommit(1) with { Journal = entries });

        var reader = new JournalReader(register.Source, register.Secrets.Ring);
        var read = new List<Grid.Grains.Interfaces.Persons.Commit.JournalEntry>();
        while (await reader.ReadAsync(person, read.Count, 5, TestContext.Current.CancellationToken) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 5);
            read.AddRange(page);
        }

        Assert.Equal(
            JsonSerializer.Serialize(entries, DomainJson.Options),
            JsonSerializer.Serialize(read.Select(entry => entry with { At = entry.At.ToOffset(TimeSpan.FromHours(8)) }), DomainJson.Options)
        );
    }

    [Fact]
    public async Task A_sealed_part_that_is_moved_to_another_row_does_not_open()
    {
        await using var register = new Register(database.ApplicationConnectionString);
        var state = await register.AddAsync(2);
        var person = register.IdOf(2);
        await register.AppendAsync(state, person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Journal = [Sample.Entry(sequence, new CorrectionAsked(new Grid.Domain.Persons.CorrectionRequest(Sample.Now, "姓名")))],
            }
        );
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE journal SET personal = (SELECT personal FROM journal WHERE person_id = $1 AND sequence = 1) WHERE person_id = $1 AND sequence = 2",
            person.ToGuid()
        );
        await Assert.ThrowsAsync<Grid.Storage.Sealing.SealBrokenException>(() =>
            new JournalReader(register.Source, register.Secrets.Ring).ReadAsync(person, 0, 10, TestContext.Current.CancellationToken)
        );
    }
}
