namespace Grid.Domain.Persons.Wording;

/// <summary>What a free text is for: which wording is remarkable depends on it.</summary>
public enum WordingUse
{
    /// <summary>Beside the review of an application: papers, insurance, benefit, household registration and file are remarkable.</summary>
    Admission,

    /// <summary>Beside the end of a registration: refused services, silence, expiry and age are remarkable.</summary>
    Ending,

    /// <summary>A decision that may be either: an answer to an objection, a reason for taking a case out of the register.</summary>
    Decision,

    /// <summary>
    /// Work with the person (contacts, services, checks): silence and refused services are the everyday matter of such notes, and papers that of subsidies. Remarkable only beside words
    /// of turning somebody away or of an end.
    /// </summary>
    Aside,
}

/// <summary>Wording that suggests a forbidden ground.</summary>
/// <param name="Article">The article that forbids it.</param>
/// <param name="Words">The words, as they were compared: without blanks and punctuation, in simplified characters.</param>
public sealed record WordingFinding(string Article, string Words);
