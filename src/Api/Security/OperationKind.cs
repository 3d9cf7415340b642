namespace Grid.Api.Security;

/// <summary>What an operation does.</summary>
internal enum OperationKind
{
    /// <summary>Reads; needs no key.</summary>
    Read,

    /// <summary>A command to a person's record: needs an idempotency key, and a failure may leave its outcome unknown.</summary>
    Write,
}
