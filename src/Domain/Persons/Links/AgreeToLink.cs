using Grid.Domain.Identity;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Links;

/// <summary>
/// The office of this record agrees that another number becomes its alias, for a supervisor who has that number in reach and not this one. By a
/// supervisor of this record's office or of one above it.
/// </summary>
/// <param name="Alias">The number that may be linked to this record.</param>
/// <param name="Why">For the journal.</param>
public sealed record AgreeToLink(PersonId Alias, string Why) : PersonCommand;

/// <summary>An agreement, kept until the link is made or its time is over.</summary>
/// <param name="Alias">The number that may be linked.</param>
/// <param name="Until">The first moment at which it holds no longer.</param>
/// <param name="By">Who agreed.</param>
public sealed record LinkAgreement(PersonId Alias, DateTimeOffset Until, string By)
{
    /// <summary>Days after that of the agreement in which the link can be made.</summary>
    public const int Days = 30;
}

/// <summary>The office of this record agreed to a link.</summary>
public sealed record LinkAgreed(LinkAgreement Agreement, [property: Personal] string Why) : PersonEvent;
