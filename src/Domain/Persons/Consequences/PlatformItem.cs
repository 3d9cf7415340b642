using System.Text.Json;

namespace Grid.Domain.Persons.Consequences;

/// <summary>Something that the national platform must be told (79/2020 (七), (八)); sent in order for each person.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">Makes a repeat harmless: the register's own number plus what happened to it.</param>
/// <param name="On">The event's date: the day that the item belongs to.</param>
/// <param name="Region">Counting leaf that the item belongs to, 6 digits; empty where no office ever had the case.</param>
/// <param name="Content">The content in the register's own names; the ministry's names are put on at the edge. Sealed where it waits.</param>
public sealed record PlatformItem(PlatformItemKind Kind, string Key, DateOnly On, string Region, JsonElement Content);
