using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BitFaster.Caching.Lru;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// Tokens whose signature and claims were found right: a caller sends the same token for minutes, and checking a signature costs more than
/// the rest of a read's way to its grain. A token is remembered under its SHA-256, so that a dump of memory holds none from here, together
/// with the keys it was checked with: with other keys, as after a key was withdrawn, it is checked again. Its life is looked at each time.
/// Tokens that were found wrong are not remembered.
/// </summary>
internal sealed class CheckedTokens
{
    /// <summary>The ones used last stay.</summary>
    internal const int MostRemembered = 10_000;

    private readonly ConcurrentLru<Hash, Entry> remembered = new(MostRemembered);

    /// <summary>How many are remembered.</summary>
    internal int Remembered => remembered.Count;

    /// <summary>
    /// The result for a token; null when it was not checked with these keys, or may no longer be used. Its identity is that of all requests
    /// with this token: no one changes it.
    /// </summary>
    /// <param name="token">As it was sent.</param>
    /// <param name="keys">Compared as an object.</param>
    /// <param name="parameters">For the life of the token.</param>
    public TokenValidationResult? Find(string token, object keys, TokenValidationParameters parameters)
    {
        if (!remembered.TryGet(Hash.Of(token), out var entry) || !ReferenceEquals(entry.Keys, keys))
            return null;
        var checkedToken = entry.Result.SecurityToken;
        try
        {
            Validators.ValidateLifetime(checkedToken.ValidFrom, checkedToken.ValidTo, checkedToken, parameters);
            return entry.Result;
        }
        catch (SecurityTokenValidationException)
        {
            // The whole check says what is wrong with it.
            remembered.TryRemove(Hash.Of(token));
            return null;
        }
    }

    /// <summary>Remembers a result where it is a good one.</summary>
    public TokenValidationResult Keep(string token, object keys, TokenValidationResult result)
    {
        if (result.IsValid)
            remembered.AddOrUpdate(Hash.Of(token), new Entry(keys, result));
        return result;
    }

    private sealed record Entry(object Keys, TokenValidationResult Result);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Hash(ulong A, ulong B, ulong C, ulong D)
    {
        public static Hash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
            return MemoryMarshal.Read<Hash>(hash);
        }
    }
}
