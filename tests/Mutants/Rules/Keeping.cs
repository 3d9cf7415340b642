namespace Grid.Mutants.Rules;

/// <summary>Seals, receipts, and when a person is woken.</summary>
internal static class Keeping
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "sandbox-mark",
            "a register does not start with a sandbox's database",
            "is bool marked && «marked != isSandbox»)",
            "marked && isSandbox",
            "Api/SandboxMarkTests"
        ),
        Mutant.Code(
            "sandbox-own",
            "a sandbox does not start with a register's database",
            "is bool marked && «marked != isSandbox»)",
            "marked && !isSandbox",
            "Api/SandboxMarkTests"
        ),
        Mutant.Code(
            "seal-owner",
            "a sealed value opens for its owner alone",
            "Encoding.UTF8.GetBytes(«owner», data.AsSpan(2));",
            "owner[..0]",
            "Storage/SealerTests"
        ),
        Mutant.Code("seal-key", "a sealed value opens with its own key", "if («KeyIdOf(value) != key.Id»)", "false", "Storage/SealerTests"),
        Mutant.Code(
            "wrapped-key-owner",
            "a person's key is wrapped for that person alone",
            "[.. header, .. AssociatedData.Of(«personId», \"data-key\")];",
            "\"\"",
            "Storage/KeyRingTests"
        ),
        Mutant.Code(
            "key-file-open",
            "a key file that others may read is not used",
            "if (!OperatingSystem.IsWindows() && «(File.GetUnixFileMode(path) & TooOpen) != UnixFileMode.None»)",
            "false",
            "Storage/KeyFilesTests"
        ),
        Mutant.Code(
            "register-key",
            "a process with another register key does not start",
            "return «fingerprint == key.Fingerprint» ? service",
            "true",
            "Storage/RegisterKeyCheckTests"
        ),
        Mutant.Code(
            "erasure-confirmed",
            "nothing is erased by periods that are not confirmed",
            "return «rules.Confirmed is null» ? throw",
            "false",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "erasure-period",
            "a person is erased only when the period is over",
            "if (rule is null || «today < rule.ErasableFrom(last)»)",
            "false",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "erasure-obstacles",
            "what prevents an erasure stops it",
            "if («found.Obstacles.Count > 0»)",
            "false",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "erasure-linked",
            "linked numbers go with their main record, and not by themselves",
            "if (main is null || «main.Record is { AliasOf: not null }»)",
            "false",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "key-destroyed",
            "a data key that is destroyed by hand is found",
            "return «isErasure» ? null : ChainFaultKind.KeyDestroyed;",
            "true",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "key-put-back",
            "the key of an erased person that is put back is found",
            "return «Sealer.KeyIdOf(state) == key.Id» ? null : ChainFaultKind.KeyPutBack;",
            "true",
            "Storage/ErasureTests"
        ),
        Mutant.Code(
            "erased-read",
            "a key that was destroyed by hand is no erasure: the person is not overwritten",
            "if (stored.DataKey is null && «stored.State.Length == 0» && stored.Chained",
            "true",
            "Storage/ErasureTests"
        ),
        Mutant.Code("state-mac-version", "a state is bound to its version", ".Number(«Version»)", "0", "Storage/TamperingTests"),
        Mutant.Code(
            "state-mac-read",
            "a state that was put back is not worked with",
            "stored.Chained is { } chained && «!ChainKeys.Same(chained.Of(stored.State, chain), stored.Mac)»)",
            "false",
            "Storage/TamperingTests"
        ),
        Mutant.Code(
            "chain-head-fits",
            "what was tampered with is not written on",
            "«!ChainKeys.Same(head, row.GetFieldValue<byte[]>(13))»",
            "false",
            "Storage/ChainUpgradeTests"
        ),
        Mutant.Code(
            "chain-old-state",
            "an old state that was put back is named",
            "else if («later > 0»)",
            "false",
            "Storage/TamperingTests"
        ),
        Mutant.Code(
            "log-once",
            "a past that was put back and went on is named",
            "&& «before.Version >= person.Version»)",
            "false",
            "Storage/CheckpointTests"
        ),
        Mutant.Code(
            "log-version",
            "a person that the log knows further on is named",
            "(«row.Version < logged.Version» || Last < logged.Sequence)",
            "false",
            "Storage/CheckpointTests"
        ),
        Mutant.Code(
            "log-root",
            "a change of the log of commits contradicts its checkpoint",
            "stored.Root is not null && «!tree.Root.AsSpan().SequenceEqual(stored.Root)»)",
            "false",
            "Storage/CheckpointTests"
        ),
        Mutant.Code(
            "log-elsewhere",
            "a log that is shorter than a checkpoint from elsewhere is named",
            "elsewhere.Select(one => «one.Size»))",
            "0L",
            "Storage/CheckpointTests"
        ),
        Mutant.Code(
            "access-columns",
            "the list of columns of an access entry is bound",
            ".Text(«string.Join(',', columns)»)",
            "\"\"",
            "Storage/AccessTamperingTests"
        ),
        Mutant.Code(
            "access-as-sent",
            "an entry that the database stores otherwise is refused",
            "if («!isAsSent || written.Count != group.Count»)",
            "false",
            "Storage/AccessTamperingTests"
        ),
        Mutant.Code(
            "chain-reason",
            "rows without a MAC after everything was chained need a reason",
            "if («since is not null && string.IsNullOrWhiteSpace(reason)»)",
            "false",
            "Storage/ChainUpgradeTests"
        ),
        Mutant.Code(
            "receipt-midnight",
            "a key that is used on both sides of a month's end meets itself",
            "Overlap = TimeSpan.FromMinutes(«5»);",
            "0",
            "Storage/ReceiptTests"
        ),
        Mutant.Code(
            "receipt-digest",
            "a key with another request is a conflict",
            "new Replay(receipt, «CryptographicOperations.FixedTimeEquals(receipt.Digest, digest)»)",
            "true",
            "Grains/LifeTests",
            "Grains/DuplicateTests"
        ),
        Mutant.Code(
            "commit-id",
            "after a lost connection nothing is called committed whose commit is not there",
            "if («last.GetValueOrDefault(write.Person.Person) == write.Person.Commit») write.Complete(write.Person.Version + 1); else open.Add(write);",
            "true",
            "Storage/GroupCommitTests/A_connection_cut*"
        ),
        Mutant.Code(
            "overdue-list",
            "79/2020 (三): what is due today is not overdue",
            "return overdueOnly ? «$\"{conditions} AND review_due < {QueryValues.Add(command, clock.Today(), NpgsqlDbType.Date)}\"» : conditions;",
            "$\"{conditions} AND review_due <= {QueryValues.Add(command, clock.Today(), NpgsqlDbType.Date)}\"",
            "Storage/ApplicationListTests"
        ),
        Mutant.Code(
            "worklist-overdue",
            "what is due today is listed under today",
            "WorklistBucket.Overdue => «$\"due < {Day(today)}\"»,",
            "$\"due <= {Day(today)}\"",
            "Storage/WorklistTests/Every_scope*"
        ),
        Mutant.Code(
            "worklist-awake",
            "what was postponed is listed again on its day",
            "private string Awake() => «$\"(snoozed_until IS NULL OR snoozed_until <= {Day(today)})\"»;",
            "$\"(snoozed_until IS NULL OR snoozed_until < {Day(today)})\"",
            "Storage/WorklistTests/Every_scope*"
        ),
        Mutant.Code(
            "scope-without-office",
            "who has neither office nor region sees nothing",
            "null => «\"false\"», // Neither office nor region",
            "\"true\"",
            "Storage/PersonSearchTests",
            "Storage/ApplicationListTests",
            "Storage/WorklistTests/Every_scope*"
        ),
        Mutant.Code(
            "scope-region-end",
            "a region ends where the next one begins",
            "«$\"{column} >= {QueryValues.Add(command, prefix)} AND {column} < {QueryValues.Add(command, end)}\"»,",
            "$\"{column} >= {QueryValues.Add(command, prefix)}\"",
            "Storage/WorklistTests/Every_scope*"
        ),
        Mutant.Code(
            "report-as-seen",
            "a report is submitted as it was seen",
            "if (document.Digest != latest.Check.Digest || «document.Digest != submission.Digest»)",
            "false",
            "Storage/SubmissionTests/Nothing_is_submitted*"
        ),
        Mutant.Code(
            "name-beginnings",
            "no beginning of a name below two characters is searched for",
            "public const int Shortest = «2»;",
            "1",
            "Storage/NameTokensTests"
        ),
        Mutant.Code(
            "names-rewritten",
            "no file keeps names for somebody who still reads them",
            "for (var running = await RunningAsync(connection, null, cancellationToken); «running.Length > 0»; )",
            "false",
            "Storage/DumpTests"
        ),
        Mutant.Code(
            "report-as-checked",
            "a report is submitted as it was checked",
            "if («document.Digest != latest.Check.Digest» || document.Digest != submission.Digest)",
            "false",
            "Storage/SubmissionTests/What_is_submitted*"
        ),
        Mutant.Code(
            "reminder-night",
            "a night's reminders are spread over five hours",
            "Night = TimeSpan.FromHours(«5»);",
            "6",
            "Grains/DutyJitterTests"
        ),
        Mutant.Code(
            "reminder-seconds",
            "a reminder is set in whole seconds",
            "return new DateTimeOffset(«ticks - (ticks % TimeSpan.TicksPerSecond)», TimeSpan.Zero);",
            "ticks",
            "Grains/DutyJitterTests"
        ),
        Mutant.Code(
            "reminder-moved",
            "a reminder is written when its moment changes",
            "before.PendingMove?.Id != after.PendingMove?.Id || «For(before, now) != For(after, now)»;",
            "false",
            "Grains/CommitBuilderTests",
            "Grains/DutyTests"
        ),
        Mutant.Code(
            "ticks-at-work",
            "so many ticks are at work at once",
            "private readonly SemaphoreSlim places = new(«options.Value.TicksAtWork»);",
            "options.Value.TicksAtWork + 1",
            "Grains/TickGateTests"
        ),
    ];
}
