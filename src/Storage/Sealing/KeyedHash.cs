namespace Grid.Storage.Sealing;

/// <summary>The keyed hash that persons' ids are made with, chosen once, at installation.</summary>
public enum KeyedHash : byte
{
    /// <summary>No choice.</summary>
    None = 0,

    /// <summary>HMAC-SHA-256.</summary>
    HmacSha256 = 1,

    /// <summary>HMAC with SM3 (GB/T 32905), for registers under GB/T 39786.</summary>
    HmacSm3 = 2,
}
