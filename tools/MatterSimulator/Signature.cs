using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grid.MatterSimulator;

/// <summary>Checks a message's signature as docs/matters.md describes it.</summary>
public static class Signature
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Null where it fits, else why not.</summary>
    public static string? Fault(IHeaderDictionary headers, byte[] body, byte[]? key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (key is null)
            return null;
        var timestamp = headers["Grid-Timestamp"].ToString();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "no time";
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
            return "too old, or too far ahead";
        var fits = Of(timestamp, headers["Grid-Message-Id"].ToString(), body, key);
        var given = headers["Grid-Signature"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(fits), Encoding.ASCII.GetBytes(given))
            ? null
            : "does not fit";
    }

    /// <summary>The signature of a message, or of the answer to it.</summary>
    public static string Of(string timestamp, string id, byte[] body, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{timestamp}\n{id}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
