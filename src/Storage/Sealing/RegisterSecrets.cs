namespace Grid.Storage.Sealing;

/// <summary>All keys of a register that are outside its database.</summary>
/// <param name="Ring">Keys that rotate.</param>
/// <param name="RegisterKey">The key that never does.</param>
public sealed record RegisterSecrets(KeyRing Ring, RegisterKey RegisterKey);
