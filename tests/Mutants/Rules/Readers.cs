namespace Grid.Mutants.Rules;

/// <summary>The access log, and the limits of readers.</summary>
internal static class Readers
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Sql(
            "call-limit",
            "no more calls are granted than the hour's limit leaves",
            "granted := greatest(«least(wanted, most - (SELECT sum(n) FROM unnest(seen.counts) AS n)::integer)», 0);",
            "wanted",
            "Storage/CallCountsTests"
        ),
        Mutant.Sql(
            "call-limit-clock",
            "clocks that differ by seconds free no calls",
            "IF seen.slot > «now_slot + 1» THEN",
            "now_slot + 0",
            "Storage/CallCountsTests"
        ),
        Mutant.Sql(
            "changes-complete",
            "changes are read below every transaction that is under way",
            "SELECT «pg_snapshot_xmin»(pg_current_snapshot()),",
            "pg_snapshot_xmax",
            "Storage/ChangeFeedTests"
        ),
        Mutant.Code(
            "changes-reach",
            "a cursor of changes is good for its own reach alone",
            "«of == reach» && ulong.TryParse(position",
            "true",
            "Storage/ChangeFeedTests"
        ),
        Mutant.Code(
            "webhook-address",
            "a webhook goes to no address that is not allowed, whatever the name leads to",
            "if (addresses.Length == 0 || «!Array.TrueForAll(addresses, Allows)»)",
            "false",
            "Api/AllowedTargetsTests"
        ),
        Mutant.Code(
            "changes-left",
            "an office is told when a case leaves its reach",
            "(true, false) => «ReachKind.Left»,",
            "ReachKind.Held",
            "Api/ChangesTests"
        ),
        Mutant.Code(
            "denial-person",
            "a denial names the person it was about",
            "«problem.Persons.Count > 0» ? problem.Persons",
            "false",
            "Api/DenialTests"
        ),
        Mutant.Code(
            "denial-flood",
            "a flood of denials is few rows",
            "single = «before < Single» && spent < MostSingle;",
            "true",
            "Api/DenialLogTests"
        ),
        Mutant.Code(
            "denial-kept",
            "what could not be written is written later",
            "times = (int)Math.Min(«(long)times + entry.Times», int.MaxValue);",
            "times",
            "Api/DenialLogTests"
        ),
        Mutant.Code(
            "search-out-of-reach",
            "a search out of reach is on the log with the person",
            "if («found.Record» is { } record)",
            "(found.IsWithinReach ? found.Record : null)",
            "Api/SearchTests",
            "Api/DenialTests",
            "Api/LooksTests"
        ),
        Mutant.Code(
            "list-out-of-reach",
            "of pasted numbers a list has only those within reach",
            "record is null || «!Scope.Reaches(caller, record)»",
            "false",
            "Api/PersonListTests"
        ),
        Mutant.Code(
            "list-gone",
            "a list shows no person whose case has gone to another office",
            ".Where(record => «Scope.Reaches(caller, record)») .Select(record => ListedPersonLine",
            "true",
            "Api/PersonListTests"
        ),
        Mutant.Code(
            "ledger-in-full",
            "values in full are for supervisors",
            "«order.Full && caller.Actor.Role != Role.Supervisor»",
            "false",
            "Api/LedgerTests"
        ),
        Mutant.Code(
            "ledger-masked",
            "a masked ledger has no sensitive value",
            "Sensitive(string? value) => «Full ? value : \"***\"»",
            "value",
            "Api/LedgerTests"
        ),
        Mutant.Code(
            "hotline-name",
            "12333 gets nothing without the name that belongs to the number",
            "|| «identity.Name.SearchKey != name.SearchKey» || LatestOf",
            "false",
            "Api/HotlineTests/Another*"
        ),
        Mutant.Code(
            "correction-told",
            "a correction is told to the telephone that was known before, too",
            "new[] { Telephone(after), «Telephone(before)» }",
            "Telephone(after)",
            "Domain/NoticeTests"
        ),
        Mutant.Code(
            "source-of-health",
            "a refusal's message names no source that reveals health",
            "Source = «Tellable(e.Reason, context) is null» ? null",
            "false",
            "Domain/NoticeTests"
        ),
        Mutant.Code(
            "publicity-last-day",
            "a recognition is not decided on the last day of the publicity",
            "examination.PublicUntil is { } until && «context.Today <= until.Date»",
            "context.Today < until.Date",
            "Domain/HardshipTests/From*"
        ),
        Mutant.Code(
            "recognition-longest",
            "of several categories the longest term counts",
            "if («last is null || until > last») last = until;",
            "last is null || until < last",
            "Domain/HardshipTests/From*"
        ),
        Mutant.Code(
            "publicity-objection-by-hand",
            "an objection of the public refuses only by a check by hand",
            "«examination is { PublicUntil: not null, Basis: EvidenceBasis.ManualCheck }»",
            "examination is { PublicUntil: not null }",
            "Domain/HardshipTests/An_objection*"
        ),
        Mutant.Code(
            "household-second-person",
            "who proposed a household's recognition does not confirm it",
            ": «string.Equals(household.ProposedBy, actor.Subject, StringComparison.Ordinal)» ? new Refusal(RefusalCode.SecondPersonNeeded)",
            "false",
            "Domain/HouseholdTests/The_recognition*"
        ),
        Mutant.Code(
            "certificate-code",
            "a certificate's number says nothing without its code",
            "&& «codes.Fits(wanted, code)» && await search",
            "true",
            "Api/CertificateTests/Without*"
        ),
        Mutant.Code(
            "certificate-replaced",
            "a later certificate takes the place of the one before",
            ": «latest.Serial > number.Serial» ? CertificateState.Replaced",
            "false",
            "Domain/CertificateTests"
        ),
        Mutant.Code(
            "certificate-revoked",
            "a certificate that was revoked is out of force",
            "|| («latest.Serial == number.Serial && latest.RevokedOn is not null»)",
            "false",
            "Domain/CertificateTests"
        ),
        Mutant.Code(
            "matter-revision",
            "an earlier answer of a system that comes late changes nothing",
            "if («command.Revision < matter.Revision»)",
            "false",
            "Domain/MatterTests/A_later*"
        ),
        Mutant.Code(
            "matter-other-system",
            "a system answers its own kind of matter alone",
            "=> «MachineScope.IsMachine(context.Actor.Role) && context.Actor.Role != system.Role»",
            "false",
            "Domain/MatterTests/A_matter_can*"
        ),
        Mutant.Code(
            "matter-concerns",
            "a system without an open or granted matter learns nothing of the registration",
            ".Where(matter => «matter.Concerns»)",
            "true",
            "Domain/MatterTests/Only_systems*"
        ),
        Mutant.Code(
            "matter-withdrawn",
            "no answer follows a person's withdrawal",
            "if («matter.State == MatterState.Withdrawn && command.State != MatterState.Withdrawn»)",
            "false",
            "Domain/MatterTests/The_person_withdraws*"
        ),
        Mutant.Code(
            "read-not-logged",
            "a read that its handler did not log is logged all the same",
            "if ( «!caller.IsLogged» && metadata",
            "false",
            "Api/EveryReadTests"
        ),
        Mutant.Code(
            "places-beside-others",
            "a caller leaves room for others as long as they are there, and no longer",
            "is { } other && «clock.GetElapsedTime(other.At) < Presence»;",
            "true",
            "Api/FairQueueTests"
        ),
        Mutant.Code(
            "places-of-one",
            "one caller never has all places",
            "limits.PlacesBesideOthers : «limits.PlacesOfOne»)",
            "limits.Places",
            "Api/FairQueueTests"
        ),
        Mutant.Code(
            "fewest-first",
            "a free place goes to who has the fewest",
            "«(line.Taken, line.LastTurn).CompareTo((next.Taken, next.LastTurn))» < 0",
            "line.LastTurn.CompareTo(next.LastTurn)",
            "Api/FairQueueTests"
        ),
        Mutant.Code(
            "unknown-person",
            "a command to a made-up identifier activates no grain",
            "«await known.ContainsAsync(person, write.Cancelled)» ? await SendAsync(",
            "true",
            "Api/UnknownPersonsTests"
        ),
        Mutant.Code(
            "unknown-person-read",
            "a read of a made-up identifier activates no grain",
            "«await known.ContainsAsync(person, cancelled)» ? await ReadFoundAsync(",
            "true",
            "Api/UnknownPersonsTests"
        ),
        Mutant.Code(
            "contradiction-field",
            "only an office that has the case is informed what contradicts it",
            "CaseScope.OfficeOf(record) is { } holder && «CaseScope.Check(context, holder) is null»",
            "holder.Length > 0",
            "Domain/FittingTests"
        ),
        Mutant.Code(
            "earlier-cases",
            "a new application opens no earlier case of another office before the identity is checked",
            "if («!AreHidden(record)»)",
            "record.Past.Count > 0",
            "Api/EarlierCasesTests"
        ),
        Mutant.Code(
            "earlier-looks",
            "the receipt of a new application does not show who looked before",
            "if («!EarlierCases.AreHiddenFrom(receipt, record)»)",
            "record.Past.Count == 0",
            "Api/EarlierCasesTests"
        ),
        Mutant.Code(
            "other-telephone",
            "an application with another telephone is announced to the one known before",
            "Telephone(before) is { } known && «known != Telephone(after)»",
            "known == Telephone(after)",
            "Domain/OtherTelephoneTests"
        ),
        Mutant.Code(
            "group-one-by-one",
            "one item that the database rejects does not fail the others",
            "when (IsRejected(e) && «group.Count > 1»)",
            "group.Count > 1000",
            "Storage/GroupWriterTests"
        ),
        Mutant.Code(
            "group-lost",
            "after a lost connection a group is not tried again item by item",
            "IsRejected(PostgresException error) => «!StoreErrors.IsConnectionLoss(error) && !StoreErrors.IsServerTrouble(error)»;",
            "true",
            "Storage/GroupWriterTests"
        ),
        Mutant.Code(
            "token-key-readable",
            "a key that can be read from a token protects nothing",
            "if («!values[0].GetValueAsBool() || values[1].GetValueAsBool()»)",
            "!values[0].GetValueAsBool() && !values[1].GetValueAsBool()",
            "Storage/TokenVaultTests"
        ),
    ];
}
