using Grid.Domain.Codes;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Duplicates;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Duplicates;

/// <summary>A register in a database of its own, whose persons are compared.</summary>
internal sealed class ComparedRegister : IAsyncDisposable
{
    public const string Office = "36010200";
    public const string OtherCity = "36020300";

    public static readonly SearchScope Everything = new(null, "");
    public static readonly DateOnly Born = new(1985, 3, 12);

    private readonly TestDatabase database;

    private ComparedRegister(TestDatabase database)
    {
        this.database = database;
        Register = new Register(database.ApplicationConnectionString);
        Runs = new DuplicateRuns(Register.Source, Register.Secrets, new CommittedRecords(Register.Source, Register.Secrets.Ring, []));
        Pairs = new DuplicatePairs(Register.Source, Register.Secrets.Ring);
    }

    public Register Register { get; }

    public DuplicateRuns Runs { get; }

    public DuplicatePairs Pairs { get; }

    /// <summary>Of the application's role.</summary>
    public string ConnectionString => database.ApplicationConnectionString;

    public string OwnerConnectionString => database.OwnerConnectionString;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ComparedRegister> CreateAsync() => new(await TestDatabase.CreateAsync(Cancellation));

    public async ValueTask DisposeAsync()
    {
        await Register.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A person with a residence permit.</summary>
    public Task<PersonId> PermitAsync(string name, string? telephone, DateOnly? born = null, int sequence = 901, string office = Office) =>
        AddAsync(name, CitizenNumbers.Complete($"810000{born ?? Born:yyyyMMdd}{sequence:D3}"), telephone, office);

    /// <summary>A person with a citizen number.</summary>
    public Task<PersonId> CitizenAsync(string name, string? telephone, DateOnly? born = null, int sequence = 123, string office = Office) =>
        AddAsync(name, CitizenNumbers.Complete($"{CitizenNumbers.Area}{born ?? Born:yyyyMMdd}{sequence:D3}"), telephone, office);

    /// <summary>Writes the person by a commit, as the first one or with other data.</summary>
    public async Task<PersonId> AddAsync(string name, string number, string? telephone, string office, bool isComparedYet = true)
    {
        var identity = new PersonIdentity(IdentityNumber.Parse(number), PersonName.Parse(name), null, Sex.Male);
        identity = identity with { BirthDate = identity.Number.BirthDate, Sex = identity.Number.Sex };
        var line = telephone is null ? null : TelephoneNumber.Parse(telephone);
        var person = new Storage.Persons.PersonIdentifier(Register.Secrets.RegisterKey).Identify(identity.Number);
        var state = await Register.ReadAsync(person);
        var sequence = (state.State?.Record?.Sequence ?? 0) + 1;
        var record = Sample.Record(person, 1, sequence) with
        {
            Identity = identity,
            Details = Sample.Details(1) with { Telephone = line, Address = null },
        };
        var search = new SearchRow(identity.Name, line, office, office[..6], true);
        await Register.WriteAsync(
            state,
            record,
            Sample.SmallCommit(sequence) with
            {
                Search = isComparedYet ? search with { Identity = identity } : search,
            }
        );
        return person;
    }

    /// <summary>The number was linked, or entered in error.</summary>
    public Task HideAsync(PersonId person) =>
        Register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Search = new SearchRow(null, null, null, null, false),
            }
        );

    public async Task<DuplicateRun> OrderAsync()
    {
        var run = new DuplicateRun
        {
            Id = Guid.NewGuid(),
            By = "operator-1",
            OrderedAt = Sample.Now,
            Status = DuplicateRunStatus.Running,
            Weights = LikenessWeights.BuiltIn.Version,
        };
        Assert.True(await Runs.OrderAsync(run, receipt: null, Cancellation));
        return (await Runs.FindAsync(run.Id, Cancellation))!;
    }

    public Task StepAsync(DuplicateRun run, DuplicateRunLimits? limits = null) =>
        Runs.StepAsync(run, LikenessWeights.BuiltIn, limits ?? new DuplicateRunLimits(), Sample.Now, Cancellation);

    /// <summary>A run from its order to its end.</summary>
    public async Task<DuplicateRun> RunAsync(DuplicateRunLimits? limits = null)
    {
        var run = await OrderAsync();
        for (var steps = 0; run.Status == DuplicateRunStatus.Running; steps++)
        {
            Assert.InRange(steps, 0, 10_000);
            await StepAsync(run, limits);
            run = (await Runs.FindAsync(run.Id, Cancellation))!;
        }

        return run;
    }

    public async Task<IReadOnlyList<ListedPair>> ListAsync(SearchScope? scope = null) =>
        (await Pairs.ListAsync(scope ?? Everything, new PageRequest(200, null), Cancellation)).Items;
}
