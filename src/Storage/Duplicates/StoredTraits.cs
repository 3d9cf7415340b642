using System.Text;
using Grid.Domain.Codes;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Storage.Sealing;

namespace Grid.Storage.Duplicates;

/// <summary>What of a person is compared, as it is stored.</summary>
/// <param name="Sealed">The traits, sealed with the register's own key and bound to the person.</param>
/// <param name="Keys">For each kind of block 8 bytes of a keyed hash; zeros where the person is in none.</param>
internal sealed record StoredTraits(byte[] Sealed, byte[] Keys)
{
    /// <summary>Length of a key, in bytes.</summary>
    public const int KeyBytes = 8;

    private const byte NoSex = byte.MaxValue;

    public static StoredTraits Of(Traits traits, Guid person, KeyRing ring, RegisterKey registerKey)
    {
        var keys = new byte[Blocking.Kinds.Count * KeyBytes];
        foreach (var kind in Blocking.Kinds)
        {
            if (Blocking.KeyOf(traits, kind) is { } key)
                registerKey.BlockKey(NameOf(kind), key, keys.AsSpan((int)kind * KeyBytes, KeyBytes));
        }

        return new StoredTraits(ring.SealForSystem(Write(traits), Purpose(person)), keys);
    }

    /// <summary>The traits; null where they cannot be opened, or have another form.</summary>
    public static Traits? Open(byte[] value, Guid person, KeyRing ring)
    {
        try
        {
            return Read(ring.OpenForSystem(value, Purpose(person)));
        }
        catch (Exception e) when (e is SealBrokenException or SealKeyMissingException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Recognises a change of them.</summary>
    public static byte[] MarkOf(Traits traits, RegisterKey registerKey) => registerKey.TraitsMark(Write(traits));

    private static byte[] Purpose(Guid person) => AssociatedData.Of(person.ToString("N"), "traits");

    private static string NameOf(BlockKind kind) => kind.ToString();

    private static byte[] Write(Traits traits)
    {
        using var stream = new MemoryStream(192);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Traits.Form);
        writer.Write((byte)traits.Kind);
        writer.Write(traits.Sex is { } sex ? (byte)sex : NoSex);
        writer.Write(traits.IsLatin);
        writer.Write(traits.Born?.DayNumber ?? -1);
        writer.Write(traits.Name);
        writer.Write(traits.Sound);
        writer.Write(traits.FirstSound);
        writer.Write(traits.LastSound);
        writer.Write(traits.Number);
        writer.Write(traits.Telephone);
        writer.Write(traits.Address);
        writer.Flush();
        return stream.ToArray();
    }

    private static Traits? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadByte() != Traits.Form)
            return null;
        var kind = (IdentityDocumentKind)reader.ReadByte();
        var sex = reader.ReadByte();
        var isLatin = reader.ReadBoolean();
        var born = reader.ReadInt32();
        return new Traits
        {
            Kind = kind,
            Sex = sex == NoSex ? null : (Sex)sex,
            IsLatin = isLatin,
            Born = born < 0 ? null : DateOnly.FromDayNumber(born),
            Name = reader.ReadString(),
            Sound = reader.ReadString(),
            FirstSound = reader.ReadString(),
            LastSound = reader.ReadString(),
            Number = reader.ReadString(),
            Telephone = reader.ReadString(),
            Address = reader.ReadString(),
        };
    }
}
