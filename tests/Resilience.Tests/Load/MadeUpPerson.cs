namespace Grid.Resilience.Tests.Load;

/// <summary>A person as the client knows it: what was acknowledged, in order.</summary>
internal sealed class MadeUpPerson(string number)
{
    public const int Nothing = 0;
    public const int Submitted = 1;
    public const int Verified = 2;
    public const int Registered = 3;
    public const int Exited = 4;

    public string Number { get; } = number;

    public Guid? Id { get; set; }

    public string? Application { get; set; }

    public string? Registration { get; set; }

    public int Step { get; set; }

    /// <summary>The keys of acknowledged commands, with their senders, and the events of all of them.</summary>
    public List<(string Caller, string Key)> Keys { get; } = [];

    public List<string> Events { get; } = [];

    /// <summary>
    /// The client gave up on this command: it was carried out wholly, or not at all. The person is left alone from then on.
    /// </summary>
    public (string Caller, string Key, IReadOnlyList<string> Events)? Abandoned { get; set; }
}
