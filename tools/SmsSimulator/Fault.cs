namespace Grid.SmsSimulator;

/// <summary>What happens to a post before the message is taken.</summary>
internal enum Fault
{
    None,
    Error,
    Silence,
    Refusal,
}
