using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>What of two persons is compared.</summary>
[JsonConverter(typeof(StrictEnumConverter<TraitKind>))]
public enum TraitKind
{
    Name,
    BirthDate,
    Sex,
    Telephone,
    Address,

    /// <summary>The identity numbers themselves, which always differ: two records never have one number.</summary>
    Number,
}

/// <summary>How alike two persons are in something. Which of them a trait can have is in <see cref="LikenessWeights"/>.</summary>
[JsonConverter(typeof(StrictEnumConverter<LikenessKind>))]
public enum LikenessKind
{
    /// <summary>At least one of the two has no such value: it says nothing.</summary>
    Missing,

    Different,

    /// <summary>Equal in normal form.</summary>
    Same,

    /// <summary>Of birth dates: both on 1 January, which is often written for a day that is not known.</summary>
    SameNewYear,

    /// <summary>Of names: other characters with the same pinyin.</summary>
    SameSound,

    /// <summary>Of names: one in characters, one in Latin letters, with the same pinyin.</summary>
    SameSoundInLetters,

    /// <summary>Of names: one in characters, one in Latin letters that are not its pinyin; they cannot be compared.</summary>
    OtherScript,

    /// <summary>Of names: only the surname is the same.</summary>
    SameSurname,

    /// <summary>One character or digit is different, missing or too much; of addresses the same numbers at nearly the same place.</summary>
    Near,

    /// <summary>Of birth dates: two digits, or day and month, are exchanged.</summary>
    Exchanged,

    /// <summary>Of numbers: a permit or a card of one kind and a number of another.</summary>
    OtherKind,

    /// <summary>Of two citizen numbers: only birth date or area differ, in one or two digits, or day and month are exchanged.</summary>
    OneSlip,

    /// <summary>Of two citizen numbers: only the sequence differs, as of twins and neighbours.</summary>
    OtherSequence,
}

/// <summary>How alike two persons are, trait by trait. Holds no value of either.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Likeness(
    LikenessKind Name,
    LikenessKind BirthDate,
    LikenessKind Sex,
    LikenessKind Telephone,
    LikenessKind Address,
    LikenessKind Number
)
{
    /// <summary>
    /// Born on one day with one surname, other given names, and numbers of one area: twins, of whom all else is the same too.
    /// </summary>
    public bool MayBeTwins =>
        Name is LikenessKind.Near or LikenessKind.SameSurname
        && BirthDate is LikenessKind.Same or LikenessKind.SameNewYear
        && Number == LikenessKind.OtherSequence;

    /// <summary>The likeness of a trait.</summary>
    public LikenessKind Of(TraitKind trait) =>
        trait switch
        {
            TraitKind.Name => Name,
            TraitKind.BirthDate => BirthDate,
            TraitKind.Sex => Sex,
            TraitKind.Telephone => Telephone,
            TraitKind.Address => Address,
            TraitKind.Number => Number,
            _ => throw new ArgumentOutOfRangeException(nameof(trait), trait, "Not a trait."),
        };
}
