namespace Grid.SmsSimulator;

/// <summary>What happens to a post before the message is accepted.</summary>
internal enum Fault
{
    None,
    Error,
    Silence,
    Refusal,
}
