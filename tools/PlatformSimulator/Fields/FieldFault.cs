namespace Grid.PlatformSimulator.Fields;

/// <summary>What is wrong with an item's fields.</summary>
/// <param name="Code">missing, unknownField, tooLong, form or code.</param>
internal sealed record FieldFault(string Code, string Reason);
