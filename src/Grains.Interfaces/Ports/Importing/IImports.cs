using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Importing;

/// <summary>How far an import is.</summary>
public enum ImportStatus
{
    /// <summary>Its file is being read.</summary>
    Reading,

    /// <summary>Each person is asked what an import would do; nothing is changed.</summary>
    Checking,

    /// <summary>Checked: it waits for somebody to order the import, or to discard it.</summary>
    Checked,

    /// <summary>It goes on, also when processes stop and start, until every person has been asked.</summary>
    Running,

    /// <summary>All or nothing, and all could be imported: it is given free, person by person.</summary>
    Keeping,

    /// <summary>All or nothing, and something could not be imported, or a user ended it: all is taken back, person by person.</summary>
    Undoing,

    Done,

    /// <summary>
    /// Ended by a user, or its file could not be read to its end, or it was all or nothing and was taken back. What was imported row by row
    /// stays.
    /// </summary>
    Cancelled,
}

/// <summary>What the rows of an import are.</summary>
public enum ImportKind
{
    /// <summary>Registrations, current and past.</summary>
    Registrations,

    /// <summary>Contacts with registered persons.</summary>
    FollowUps,

    /// <summary>Services that were given or offered.</summary>
    Services,

    /// <summary>Exits of registrations that the register has.</summary>
    Exits,
}

/// <summary>An import from an earlier system (历史数据导入).</summary>
/// <param name="System">The mapping table by which the file is read.</param>
/// <param name="Reason">Why, in the user's words.</param>
/// <param name="By">Who ordered it: every row is imported with this person's rights.</param>
/// <param name="BaselineOn">See <see cref="ImportOrigin"/>.</param>
/// <param name="Whole">
/// All or nothing: when the check finds anything to reject, nothing is imported. Else row by row: what is right is imported, and the rest is
/// reported.
/// </param>
/// <param name="ChecksOnly">It ends when it is checked, until somebody orders the import.</param>
public sealed record Import(
    Guid Id,
    string System,
    string Reason,
    Actor By,
    DateOnly? BaselineOn,
    bool Whole,
    bool ChecksOnly,
    ImportStatus Status,
    ImportTally Tally,
    PersonId? Place,
    DateTimeOffset OrderedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? WalkedAt,
    DateTimeOffset? EndedAt
) : Discreet
{
    /// <summary>What its rows are; a baseline is of registrations only.</summary>
    public ImportKind Kind { get; init; }
}

/// <summary>What an import has found and done so far.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Rejected">Rows that are not imported: they could not be read, or the rules refuse them.</param>
/// <param name="Persons">Persons of the rows that could be read.</param>
/// <param name="Walked">Persons asked in this pass: the check, or the import.</param>
/// <param name="Imported">Registrations, contacts, services or exits that were added; of a check: that would be.</param>
/// <param name="Present">Those that the register had already.</param>
public sealed record ImportTally(long Rows, long Rejected, long Persons, long Walked, long Imported, long Present) : Discreet
{
    public static ImportTally None { get; } = new(0, 0, 0, 0, 0, 0);
}

/// <summary>A file that was read to its end.</summary>
/// <param name="Import">Of which import.</param>
/// <param name="Upload">By which upload.</param>
/// <param name="Rows">Rows with data.</param>
/// <param name="Rejected">Those that could not be read.</param>
/// <param name="IsSound">False when the file could not be read to its end: the import is cancelled.</param>
/// <param name="Mapping">How its words and codes were understood.</param>
public sealed record ReadFile(Guid Import, Guid Upload, long Rows, long Rejected, bool IsSound, FileMapping Mapping) : Discreet;

/// <summary>How the words and codes of a file were understood.</summary>
/// <param name="TableVersion">Of the mapping table by which it was read.</param>
/// <param name="Values">By list, the most frequent first.</param>
public sealed record FileMapping(string TableVersion, IReadOnlyList<MappedValue> Values) : Discreet;

/// <summary>What a value of the file became, and in how many cells.</summary>
/// <param name="List">The code list, or <c>region</c>, <c>office</c>, <c>default</c>.</param>
/// <param name="From">The value in normal form; null for values that were not understood and may be anything, a name too.</param>
/// <param name="To">The register's code; null where the value was not understood, or says nothing.</param>
/// <param name="Count">Cells that hold it.</param>
/// <param name="IsKnown">False for a value that is in no list and no table.</param>
public sealed record MappedValue(string List, string? From, string? To, long Count, bool IsKnown) : Discreet;

/// <summary>A row that waits to be imported: what it says of a person.</summary>
/// <param name="Command"><see cref="ImportCases"/> with one case, or <see cref="ImportHistory"/> with one row.</param>
public sealed record StagedRow(PersonId Person, PersonCommand Command) : Discreet
{
    /// <summary>Its number in the file.</summary>
    public int Row => RowOf(Command);

    /// <summary>The number of the one row that such a command has.</summary>
    public static int RowOf(PersonCommand command) =>
        command switch
        {
            ImportCases { Cases: [var one] } => one.Row,
            ImportHistory { Rows: [var one] } => one.Row,
            _ => throw new ArgumentException("A staged row is a command with one row.", nameof(command)),
        };
}

/// <summary>The rows of one person, all of one kind.</summary>
/// <param name="Rows">By their numbers, at least one.</param>
/// <param name="RowCount">How many there are: more than those, where a person has more than a page.</param>
public sealed record StagedPerson(PersonId Person, IReadOnlyList<PersonCommand> Rows, long RowCount) : Discreet;

/// <summary>One thing that is wrong with a row. Holds no value of the file: that may name a person.</summary>
/// <param name="Row">From 1; 0: the file as a whole.</param>
/// <param name="Column">As an office program shows it, <c>A</c> to <c>XFD</c>; null where no single one is meant.</param>
/// <param name="Field">The field's name; null where the row is wrong as a whole.</param>
/// <param name="Code">Why: a rule of a field or a refusal.</param>
/// <param name="Rejects">False where the row is imported all the same.</param>
/// <param name="Allowed">What may be given instead.</param>
public sealed record ImportRowFault(int Row, string? Column, string? Field, string Code, bool Rejects, IReadOnlyList<string> Allowed)
    : Discreet;

/// <summary>What became of a page of persons.</summary>
/// <param name="Last">The last one of the page; null when there was none left.</param>
/// <param name="Walked">How many there were.</param>
/// <param name="Imported">What was added, or would be.</param>
/// <param name="Present">What the register had already.</param>
/// <param name="Rejected">Rows that are not imported.</param>
/// <param name="Faults">Why.</param>
/// <param name="IsEnd">There are no more persons.</param>
public sealed record ImportPage(
    PersonId? Last,
    int Walked,
    int Imported,
    int Present,
    int Rejected,
    IReadOnlyList<ImportRowFault> Faults,
    bool IsEnd
) : Discreet;

/// <summary>Imports, their rows as long as they wait, and what was wrong with them.</summary>
public interface IImports
{
    /// <summary>Begins one whose file is to be read. One commit with the receipt.</summary>
    Task<bool> BeginAsync(Import import, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>
    /// An upload begins: what was stored of an earlier one is removed, and if that one is still going on, it stores nothing any more. False
    /// when the import expects no file.
    /// </summary>
    /// <param name="id">The import.</param>
    /// <param name="upload">Names the upload.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<bool> RestartAsync(Guid id, Guid upload, CancellationToken cancellationToken);

    /// <summary>
    /// Stores rows of the file, sealed, and what was wrong with rows. Durable on return; the same rows may be stored again. False when
    /// another upload has begun, or the import was cancelled: then nothing is stored.
    /// </summary>
    Task<bool> StageAsync(
        Guid id,
        Guid upload,
        IReadOnlyList<StagedRow> rows,
        IReadOnlyList<ImportRowFault> faults,
        CancellationToken cancellationToken
    );

    /// <summary>The file was read to its end: the check begins, or the import. False as <see cref="StageAsync"/>.</summary>
    Task<bool> ReadAsync(ReadFile file, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>How the words and codes of its file were understood; null before the file was read to its end.</summary>
    Task<FileMapping?> MappingAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The import of a checked file is ordered. False when it is not checked, or is to be whole and has rejected rows.</summary>
    Task<bool> RunAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>
    /// Ends one that is not over: one that is all or nothing is taken back, of another one the rest is not imported. False when it is over, or
    /// too late.
    /// </summary>
    Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    Task<Import?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="reach">Leading digits of the office of whoever ordered them; empty for all.</param>
    /// <param name="limit">At most this many.</param>
    Task<IReadOnlyList<Import>> ListAsync(string reach, int limit, CancellationToken cancellationToken);

    /// <summary>The one to work at: the first ordered of those with a pass to make; null when there is none.</summary>
    Task<Import?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Persons with their rows, in order, behind a person.</summary>
    Task<IReadOnlyList<StagedPerson>> PersonsAsync(Guid id, PersonId? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the place behind a page and adds up what became of it; the rows of an import that runs are removed with it. False when it is no
    /// longer at this place, or does not run: nothing was changed.
    /// </summary>
    Task<bool> AdvanceAsync(Import import, ImportPage page, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What was wrong, by row, behind a place.</summary>
    Task<IReadOnlyList<ImportRowFault>> FaultsAsync(Guid id, int afterRow, int limit, CancellationToken cancellationToken);

    /// <summary>Removes rows of imports that are over, a part at a time; false when none are left.</summary>
    Task<bool> ClearAsync(CancellationToken cancellationToken);

    /// <summary>Uploads that have stored nothing since then are cancelled: whoever sent them has gone.</summary>
    Task CancelStaleAsync(DateTimeOffset since, DateTimeOffset at, CancellationToken cancellationToken);
}
