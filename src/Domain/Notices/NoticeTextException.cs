namespace Grid.Domain.Notices;

/// <summary>A message that cannot be written: a value is missing, or must not leave. Names the variable, never its value.</summary>
public sealed class NoticeTextException(string variable, string reason) : Exception($"{{{variable}}} {reason}")
{
    public string Variable { get; } = variable;

    public string Reason { get; } = reason;
}
