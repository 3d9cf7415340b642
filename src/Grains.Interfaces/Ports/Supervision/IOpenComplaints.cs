using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Supervision;

/// <summary>Complaints of persons who have no case.</summary>
public interface IOpenComplaints
{
    /// <summary>Stores a complaint; the same of one day is the one that is stored already.</summary>
    /// <returns>The stored one.</returns>
    Task<OpenComplaint> RaiseAsync(OpenComplaint complaint, OpenComplaintWords words, CancellationToken cancellationToken);

    Task<OpenComplaint?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>What was written; null once it is erased.</summary>
    Task<OpenComplaintWords?> WordsAsync(string id, CancellationToken cancellationToken);

    /// <summary>The answer; null while there is none, and once it is erased.</summary>
    Task<string?> AnswerOfAsync(string id, CancellationToken cancellationToken);

    /// <summary>Those whose owner is within the scope, by number.</summary>
    /// <param name="open">Open ones only, or only those that are over.</param>
    /// <param name="notAbout">The caller's own office: what is about it is not shown, unless none is above it. Null for none.</param>
    Task<Page<OpenComplaint>> ListAsync(
        SearchScope scope,
        bool open,
        string? notAbout,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>Answers an open one, in one commit with the receipt; false when it is not open.</summary>
    Task<bool> AnswerAsync(
        string id,
        ComplaintEnd end,
        string text,
        string by,
        DateOnly on,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );
}
