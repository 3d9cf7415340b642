using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Systems;

/// <summary>
/// A system of the province to which the register sends what follows from its commits. The names are stored, in <c>matter_message.kind</c>;
/// never rename.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<OutsideSystem>))]
public enum OutsideSystem
{
    /// <summary>Decides on unemployment benefit (失业保险金申领).</summary>
    Benefit,

    /// <summary>Decides on hardship recognition (就业困难人员认定).</summary>
    Hardship,

    /// <summary>Holds the province's electronic licences (电子证照).</summary>
    Licence,
}

/// <summary>
/// A message to a system, waiting to be sent. Of one subject only the oldest is sent, so that none overtakes another.
/// </summary>
/// <param name="System">Whose.</param>
/// <param name="Subject">What it belongs to: the number of a matter, or of the registration that a certificate is of.</param>
/// <param name="About">What happened, by its camelCase name.</param>
/// <param name="Content">The body as it is sent. Sealed where it waits, because it names the person.</param>
public sealed record SystemMessage(
    [property: JsonPropertyName("kind")] OutsideSystem System,
    [property: JsonPropertyName("matter")] string Subject,
    string About,
    JsonElement Content
) : Discreet
{
    public static SystemMessage Of(MatterMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SystemMessage(SystemOf(message.Kind), message.Matter, EnumName.Of(message.About), message.Content);
    }

    public static SystemMessage Of(LicenceItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new SystemMessage(OutsideSystem.Licence, item.Certificate.Registration.Value, EnumName.Of(item.About), item.Content);
    }

    /// <summary>The system that decides a kind of matter.</summary>
    public static OutsideSystem SystemOf(MatterKind kind) => kind == MatterKind.Benefit ? OutsideSystem.Benefit : OutsideSystem.Hardship;

    /// <summary>The kind of matter that a system decides; null where it decides none.</summary>
    public static MatterKind? MatterOf(OutsideSystem system) =>
        system switch
        {
            OutsideSystem.Benefit => MatterKind.Benefit,
            OutsideSystem.Hardship => MatterKind.Hardship,
            _ => null,
        };
}
