using System.CommandLine;
using System.Globalization;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Storage;
using Grid.Storage.Erasing;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>erase</c>: lists whose personal data is kept for longer than the retention rules allow, and what is removed; with <c>--yes</c> it is.
/// Exit code 1 when it cannot run; what prevents the erasure of some persons is listed and no failure.
/// </summary>
internal static class EraseCommand
{
    private static readonly TimeSpan MostApart = TimeSpan.FromMinutes(5);

    public static Command Create(TimeProvider clock)
    {
        var owner = Connections.Option("--owner", "GRID_DATABASE_OWNER");
        var keys = ChainKeyFolder.Option();
        var rules = new Option<string?>("--rules")
        {
            Description = "The province's retention rules; without it, those that ship, which only show what would happen.",
        };
        var yes = new Option<bool>("--yes") { Description = "Erase. Without it nothing changes." };
        var by = new Option<string?>("--by") { Description = "Who ordered it, for the journal; with --yes." };
        var rewrite = new Option<bool>("--rewrite")
        {
            Description =
                "With --yes: rewrite the tables afterwards, so that later base backups have no byte of what was removed. The register waits meanwhile.",
        };
        var command = new Command(
            "erase",
            "Erase the personal data of those whose retention period is over. The register may run meanwhile."
        )
        {
            owner,
            keys,
            rules,
            yes,
            by,
            rewrite,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(owner) is not { Length: > 0 } connectionString)
                    return Connections.Fail("erase needs --owner or GRID_DATABASE_OWNER: only the database's owner may change a journal.");
                if (parsed.GetValue(keys) is not { Length: > 0 } folder)
                    return Connections.Fail("erase needs --keys: the folder with keys.json and register-key.json.");
                if (parsed.GetValue(yes) && string.IsNullOrWhiteSpace(parsed.GetValue(by)))
                    return Connections.Fail("删除须注明经办人。--yes needs --by: who ordered it.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    var retention = parsed.GetValue(rules) is { } file
                        ? RetentionRules.Parse(new DataFile(file, await File.ReadAllBytesAsync(file, cancellationToken)))
                        : RetentionRules.BuiltIn;
                    await using var source = RegisterDatabase.Open(connectionString);
                    var chainKeys = await ChainKeyFolder.OpenAsync(folder, source, cancellationToken);
                    if (await ClockFaultAsync(source, clock, cancellationToken) is { } wrong)
                        return Connections.Fail(wrong);
                    PrintRules(retention);
                    var run = new ErasureRun(source, chainKeys, retention, clock, []);
                    var nobodys = new NobodysErasure(source, retention, clock);
                    if (!parsed.GetValue(yes))
                    {
                        await PrintAsync(run.PlanAsync(cancellationToken), await nobodys.PlanAsync(cancellationToken), "试算 plan");
                        Console.Out.WriteLine("未作任何改动。Nothing was changed.");
                        return 0;
                    }

                    var erased = run.EraseAsync(parsed.GetValue(by)!, cancellationToken);
                    var isAny = await PrintAsync(erased, await nobodys.EraseAsync(cancellationToken), "已删除 erased");
                    if (isAny || parsed.GetValue(rewrite))
                        await run.FreeAsync(parsed.GetValue(rewrite), cancellationToken);
                    return 0;
                }
                catch (Exception e)
                    when (e
                            is KeyFileException
                                or RegisterKeyException
                                or RetentionNotConfirmedException
                                or DataFileException
                                or NpgsqlException
                                or ArgumentException
                                or IOException
                    )
                {
                    return Connections.Fail(e is PostgresException refused ? $"The database refused ({refused.SqlState})." : e.Message);
                }
            }
        );
        return command;
    }

    /// <summary>A clock that is years ahead would erase everybody; two machines are hardly wrong in the same way.</summary>
    private static async Task<string?> ClockFaultAsync(NpgsqlDataSource source, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT grid_now()");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var difference = clock.GetUtcNow() - row.GetFieldValue<DateTimeOffset>(0);
        return difference.Duration() > MostApart
            ? $"本机与数据库的时钟不一致，未作任何改动。This machine's clock and the database's differ by {difference:c}: erase needs both to be right. Nothing was changed."
            : null;
    }

    private static void PrintRules(RetentionRules rules)
    {
        Console.Out.WriteLine(
            rules.Confirmed is { } confirmed
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"保管期限 {rules.Version}，{confirmed.By} {confirmed.On:yyyy-MM-dd} 核定。Retention rules {rules.Version}, confirmed."
                )
                : $"保管期限 {rules.Version}，尚未核定，只能试算。Retention rules {rules.Version}, a proposal that is not confirmed."
        );
        foreach (var rule in rules.Rules)
            Console.Out.WriteLine($"  {rule.Id}: {rule.Zh}。{rule.En}.");
    }

    /// <summary>Each person, what is in no record, and the totals. Returns whether there is anything to erase.</summary>
    private static async Task<bool> PrintAsync(IAsyncEnumerable<Erasure> persons, IReadOnlyDictionary<string, long> nobodys, string what)
    {
        var (done, held) = (0, 0);
        await foreach (var one in persons)
        {
            Print(one);
            _ = one.Obstacles.Count == 0 ? done++ : held++;
        }

        if (nobodys.Count > 0)
        {
            Console.Out.WriteLine($"未归入任何档案的国家平台申请 applications of the platform that are in no record:  {RowsOf(nobodys)}");
        }

        Console.Out.WriteLine($"{what}: {done} 人 persons; 暂不能删除 not yet: {held}");
        return done > 0 || nobodys.Count > 0;
    }

    private static string RowsOf(IReadOnlyDictionary<string, long> removed) =>
        string.Join(", ", removed.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value}")));

    /// <summary>Who is named by the identifier: neither name nor number is printed.</summary>
    private static void Print(Erasure one)
    {
        var linked = one.Linked.Count == 0 ? "" : $" (+ {string.Join(", ", one.Linked)})";
        var result = one.Obstacles.Count > 0 ? $"暂不删除 not yet: {string.Join("; ", one.Obstacles.Select(Text))}" : RowsOf(one.Removed);
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Person}{linked}  {one.Rule?.Id ?? "?"}  {one.LastEventOn:yyyy-MM-dd}  {result}"
            )
        );
    }

    private static string Text(ErasureObstacle obstacle) =>
        obstacle switch
        {
            ErasureObstacle.ActiveRegistration => "失业登记有效 active registration",
            ErasureObstacle.OpenApplication => "申请未办结 open application",
            ErasureObstacle.OpenObjection => "复核未答复 open objection",
            ErasureObstacle.WaitsForSecondPerson => "待第二人确认 waits for a second person",
            ErasureObstacle.OpenDuty => "有待办事项 open duty",
            ErasureObstacle.CaseMoves => "档案转移中 a case moves or is asked for",
            ErasureObstacle.AwaitsResult => "国家平台申请未反馈结果 an application of the platform has no result",
            ErasureObstacle.Investigation => "调查中 under investigation",
            ErasureObstacle.LegalHold => "依法保全 legal hold",
            ErasureObstacle.OutboxWaits => "有数据待发送或待统计 something waits to be sent or counted",
            ErasureObstacle.NotChained => "尚未成链，先运行 ./grid db chain not chained yet",
            ErasureObstacle.TamperedWith => "记录被改动，见 ./grid db check rows were tampered with",
            ErasureObstacle.Unreadable => "记录无法打开 the record cannot be opened",
            _ => EnumName.Of(obstacle),
        };
}
