using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Something that must be reported to the national platform (79/2020 (七), (八)); sent in order for each person.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">Makes a repeat harmless: the register's own number plus what happened to it.</param>
/// <param name="On">The event's date: the day that the item belongs to.</param>
/// <param name="Region">Counting leaf that the item belongs to, 6 digits; empty where no office ever had the case.</param>
/// <param name="Content">The content in the register's own names; the ministry's names are added at the edge. Sealed where it
/// waits.</param>
public sealed record PlatformItem(PlatformItemKind Kind, string Key, DateOnly On, string Region, JsonElement Content) : Discreet;

/// <summary>The kinds of items for the national platform.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformItemKind>))]
public enum PlatformItemKind
{
    /// <summary>审核结果.</summary>
    Result,

    /// <summary>失业登记.</summary>
    Registration,

    /// <summary>登记退出.</summary>
    Exit,

    ExitRevoked,
    Correction,
    Transfer,
    Link,
    EnteredInError,

    /// <summary>撤销登记.</summary>
    Revoked,

    /// <summary>A revocation that was wrong: the registration is valid as before.</summary>
    RevocationUndone,

    /// <summary>告知: the person or the family was informed of an exit, a non-approval or a revocation, or it was tried.</summary>
    Informed,
}
