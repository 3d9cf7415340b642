namespace Grid.Resilience.Tests.Load;

internal enum SampleKind
{
    /// <summary>2xx.</summary>
    Answered,

    /// <summary>4xx: the rules, or a fault of the test.</summary>
    Refused,

    /// <summary>429, or 503 that says that nothing was done.</summary>
    TurnedAway,

    /// <summary>No answer, or one that says that the outcome is not known.</summary>
    Unknown,
}
