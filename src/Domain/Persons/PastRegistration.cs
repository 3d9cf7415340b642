using System.Text.Json.Serialization;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Informing;
using Grid.Domain.Persons.Revoking;

namespace Grid.Domain.Persons;

/// <summary>A registration that is over: the registration as it was, and how it ended. A returning person gets a new one; this one only comes back if its exit was wrong.</summary>
public sealed record PastRegistration(Registration Registration, PastEnding Ending, DateOnly EndedOn, ExitDetails? Exit)
{
    /// <summary>The registration that took its place, where the ending is <see cref="PastEnding.BecameOrdinary"/> or <see cref="PastEnding.Duplicate"/>; if that one goes, this one stands again.</summary>
    public RegistrationNumber? Into { get; init; }

    /// <summary>The day on which the exit was decided, where it is another one than <see cref="EndedOn"/>.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Who decided the exit: none of them may answer an objection against it. Kept of the latest exit only; null of an older one, of one that an older version recorded, and of what is no exit.</summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }

    /// <summary>Who was informed of its end, how and when, by time; null for none, and of an older version. The latest ones only.</summary>
    public IReadOnlyList<CaseInforming>? Informings { get; init; }

    /// <summary>Set where the ending is <see cref="PastEnding.Revoked"/>; <see cref="Exit"/> is then the exit that it had before, if any.</summary>
    public Revocation? Revocation { get; init; }

    public RegistrationNumber Number => Registration.Number;

    /// <summary>The day of the decision to exit; null where it is not known.</summary>
    [JsonIgnore]
    public DateOnly? ExitDecidedOn => Exit is null || DecidedBy is null ? null : DecidedOn ?? Exit.On;
}
