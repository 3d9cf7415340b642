namespace Grid.Api.Security;

/// <summary>What an operation does.</summary>
internal enum OperationKind
{
    /// <summary>Reads; needs no key.</summary>
    Read,

    /// <summary>Writes, and is harmless to repeat by its nature: the same again changes nothing more. Needs no key.</summary>
    Repeatable,

    /// <summary>
    /// A command to a person's record, or another write with a receipt: needs an idempotency key, and a failure may leave its outcome
    /// unknown.
    /// </summary>
    Write,
}
