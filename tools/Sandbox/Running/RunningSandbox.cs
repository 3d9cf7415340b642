using System.Text.Json;
using Grid.Sandbox.Clocks;
using Grid.Sandbox.Databases;
using Grid.Sandbox.Province;
using Grid.Sandbox.Web;
using Grid.Storage.Migrations;

namespace Grid.Sandbox.Running;

/// <summary>
/// The sandbox as a whole: begins in the known state, moves its clock, and goes back. One such thing at a time; meanwhile there may be no
/// register.
/// </summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly SandboxSettings settings;
    private readonly SandboxDatabase database;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource ended = new();
    private volatile RegisterInside? inside;
    private volatile bool open;

    private RunningSandbox(SandboxSettings settings, SandboxDatabase database, TimeProvider machine)
    {
        (this.settings, this.database) = (settings, database);
        Clock = new SandboxClock(machine);
        Tokens = new SandboxTokens(settings.TokenKeyFile, machine);
    }

    public SandboxClock Clock { get; }

    public SandboxTokens Tokens { get; }

    public KnownProvince Province { get; } = KnownProvince.BuiltIn;

    /// <summary>What the register gave each case in the known state.</summary>
    public IReadOnlyDictionary<string, CaseNumbers> Numbers { get; private set; } = new Dictionary<string, CaseNumbers>();

    /// <summary>The register; null while there is none, or none that is in its known state yet.</summary>
    public RegisterInside? Register => open ? inside : null;

    /// <summary>Set when the register ended by itself.</summary>
    public CancellationToken Ended => ended.Token;

    public static async Task<RunningSandbox> OpenAsync(SandboxSettings settings, TimeProvider machine)
    {
        var own = new SandboxDatabase(settings.Owner, settings.Application);
        await own.EnsureOwnAsync(CancellationToken.None);
        return new RunningSandbox(settings, own, machine);
    }

    /// <summary>Makes the known state, if this program has not made it before, and starts in it.</summary>
    public async Task BeginAsync(CancellationToken cancelled)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            var digest = KnownProvince.Digest([.. SchemaVersion.Scripts, .. Versions()]);
            if (await database.KnownCasesAsync(digest, cancelled) is { } known)
            {
                Numbers = JsonSerializer.Deserialize<Dictionary<string, CaseNumbers>>(known, JsonSerializerOptions.Web)!;
            }
            else
            {
                await MakeKnownAsync(digest, cancelled);
            }

            await RestoreAsync(cancelled);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Back to the known state; everything since is gone, also at the simulators.</summary>
    public async Task ResetAsync(CancellationToken cancelled)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            await RestoreAsync(ended.Token);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Moves the clock forward, to a moment that is worked out when nothing else moves it.</summary>
    /// <returns>Null when the moment is not after the present one, or beyond the last day.</returns>
    public async Task<MoveResult?> MoveAsync(Func<DateTimeOffset, DateTimeOffset> target, CancellationToken cancelled)
    {
        await turn.WaitAsync(cancelled);
        try
        {
            var to = target(Clock.GetUtcNow());
            if (to <= Clock.GetUtcNow() || to > Latest || inside is not { } register)
                return null;

            // A caller who goes away does not leave it half done.
            return await MoveOf(register).ToAsync(to, ended.Token);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>No moment after this: the working calendars end.</summary>
    public DateTimeOffset Latest => Domain.Calendar.ChinaTime.EndOf(Province.LastDay).AddMinutes(-1);

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        await StopAsync();
        turn.Dispose();
        ended.Dispose();
    }

    private ClockMove MoveOf(RegisterInside register) => new(database, Clock, register.Services.GetRequiredService<IGrainFactory>());

    /// <summary>Plays the cases against an empty register, whose clock begins on the first day.</summary>
    private async Task MakeKnownAsync(string digest, CancellationToken cancelled)
    {
        await database.MakeEmptyAsync(cancelled);
        var first = Province.Cases.SelectMany(one => one.Steps).Min(step => step.On);
        await SetClockAsync(new DateTimeOffset(first, new TimeOnly(9, 0), Domain.Calendar.ChinaTime.Offset), cancelled);
        await StartAsync(cancelled);
        var register = inside!;
        using var http = new HttpClient { BaseAddress = register.Address };
        using var platform = new HttpClient { BaseAddress = register.Platform };
        var move = MoveOf(register);
        Numbers = await new Seeding(http, platform, Tokens, to => move.ToAsync(to, cancelled), Clock).PlayAsync(Province, cancelled);
        await StopAsync();
        await database.KeepAsync(digest, JsonSerializer.Serialize(Numbers, JsonSerializerOptions.Web), cancelled);
    }

    private async Task RestoreAsync(CancellationToken cancelled)
    {
        await StopAsync();
        await database.RestoreAsync(cancelled);
        await SetClockAsync(Province.StartsAt, cancelled);
        await StartAsync(cancelled);
        open = true;
    }

    private async Task SetClockAsync(DateTimeOffset moment, CancellationToken cancelled)
    {
        var offset = Clock.OffsetTo(moment);
        await database.SetOffsetAsync(offset, cancelled);
        Clock.Set(offset);
    }

    private async Task StartAsync(CancellationToken cancelled) =>
        inside = await RegisterInside.StartAsync(settings, database, Clock, Tokens, End, cancelled);

    private async Task StopAsync()
    {
        var old = inside;
        open = false;
        inside = null;
        if (old is not null)
            await old.DisposeAsync();
    }

    private void End()
    {
        if (!ended.IsCancellationRequested)
            ended.Cancel();
    }

    /// <summary>What decides how cases look: the rules, and what keeps them.</summary>
    private static IEnumerable<string> Versions() =>
        (
            (System.Reflection.Assembly[])
                [typeof(Domain.Persons.PersonRecord).Assembly, typeof(Grains.Persons.PersonGrain).Assembly, typeof(SchemaVersion).Assembly]
        ).Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString());
}
