using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Matters;

/// <summary>The matters of all persons, as lists.</summary>
public interface IMatterList
{
    /// <summary>Matters by their numbers.</summary>
    Task<Page<MatterLine>> ListAsync(
        SearchScope scope,
        MatterKind? kind,
        string? state,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Compares what a system has of a day with what is here, stores the differences in place of the day's earlier ones, and puts back to be
    /// sent what only a lost message explains; in one commit with the receipt.
    /// </summary>
    /// <param name="receipt">Makes the receipt of the answer from what was found.</param>
    Task<IReadOnlyList<MatterDifference>> CompareAsync(
        MatterKind kind,
        DateOnly day,
        IReadOnlyList<MatterThere> there,
        DateTimeOffset now,
        Func<IReadOnlyList<MatterDifference>, CommandReceipt>? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>The latest differences first.</summary>
    Task<Page<MatterDifference>> DifferencesAsync(MatterKind? kind, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>One line of the list.</summary>
/// <param name="State">By its camelCase name; <c>prefilled</c> for a prefilled application.</param>
public sealed record MatterLine(
    string Number,
    PersonId Person,
    MatterKind Kind,
    string State,
    string Office,
    DateOnly AskedOn,
    DateOnly AnswerDue
) : Discreet;

/// <summary>What a system has of one matter.</summary>
public sealed record MatterThere(string Matter, int Revision, MatterState State) : Discreet;

/// <summary>A matter that is not the same on both sides.</summary>
/// <param name="Difference"><c>missingThere</c>, <c>unknownHere</c>, <c>answerMissing</c> or <c>differs</c>.</param>
/// <param name="Settled"><c>sentAgain</c>, <c>askedAgain</c>; null: an operator must look.</param>
public sealed record MatterDifference(
    MatterKind Kind,
    DateOnly Day,
    string Matter,
    string Difference,
    string? There,
    string? Here,
    DateTimeOffset FoundAt,
    string? Settled
) : Discreet;
