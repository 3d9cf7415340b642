using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Duplicates;

/// <summary>How a second record of a person came to be.</summary>
internal enum PlantedKind
{
    PermitTraditionalName,
    PermitOtherTelephone,
    PermitNameAndBirthOnly,
    NumberBirthExchanged,
    NumberOtherArea,
    NumberOtherSequence,
    NameBySound,
    NameOneCharacter,
    NameInLetters,
    NoAddressTelephoneSlip,
}

/// <summary>Makes a second record of a person, as offices make them.</summary>
internal static class PlantedPairs
{
    /// <summary>Simplified characters of the made-up names, and their traditional forms.</summary>
    private const string Simplified =
        "伟强军杰涛辉鹏华飞刚凯俊国东静丽艳娟玲莹红兰颖洁欣张刘陈杨黄吴赵周徐谢邓万饶廖钟赖郭马孙叶邹涂龚吕欧阳";
    private const string Traditional =
        "偉強軍傑濤輝鵬華飛剛凱俊國東靜麗艷娟玲瑩紅蘭穎潔欣張劉陳楊黃吳趙周徐謝鄧萬饒廖鍾賴郭馬孫葉鄒塗龔呂歐陽";

    /// <summary>Some characters of the made-up names, and others with their sounds.</summary>
    private const string Heard = "伟强军杰明华辉波芳敏静丽娟玲慧红梅英玉萍雪晓春小";
    private const string Typed = "玮墙君洁铭桦晖播方闽靖莉鹃铃惠宏枚瑛钰平血筱椿晓";

    /// <summary>The second record; null where this person cannot have one of the kind.</summary>
    public static MadeUpRegistrant? Make(PlantedKind kind, MadeUpRegistrant one, MadeUpRegister register, Dice dice)
    {
        var (identity, number) = (one.Identity, one.Identity.Number.Value);
        var (born, sex) = (identity.BirthDate!.Value, identity.Sex!.Value);
        return kind switch
        {
            PlantedKind.PermitTraditionalName => Other(one, Permit(born, sex, dice), Replaced(identity.Name, Simplified, Traditional)) with
            {
                Address = null,
            },
            PlantedKind.PermitOtherTelephone => Other(one, Permit(born, sex, dice), identity.Name) with
            {
                Telephone = MadeUpTelephones.Make(dice),
            },
            PlantedKind.PermitNameAndBirthOnly => Other(one, Permit(born, sex, dice), identity.Name) with
            {
                Telephone = MadeUpTelephones.Make(dice),
                Address = null,
            },
            PlantedKind.NumberBirthExchanged => born.Day <= 12 && born.Day != born.Month
                ? Other(
                    one,
                    MadeUpRegister.Number(number[..6], new DateOnly(born.Year, born.Day, born.Month), Sequence(number), sex),
                    identity.Name
                )
                : null,
            PlantedKind.NumberOtherArea => Other(one, MadeUpRegister.Number("360999", born, Sequence(number), sex), identity.Name) with
            {
                Telephone = MadeUpTelephones.Make(dice),
            },
            PlantedKind.NumberOtherSequence => Other(
                one,
                MadeUpRegister.Number(number[..6], born, 900 + dice.Below(90), sex),
                identity.Name
            ),
            PlantedKind.NameBySound => Replaced(identity.Name, Heard, Typed) is var heard && heard != identity.Name
                ? Other(one, Permit(born, sex, dice), heard)
                : null,
            PlantedKind.NameOneCharacter => identity.Name.Value.Length >= 3
                ? Other(one, Permit(born, sex, dice), MadeUpNames.Mistyped(identity.Name))
                : null,
            PlantedKind.NameInLetters => Letters(identity.Name) is { } letters
                ? new MadeUpRegistrant(
                    new PersonIdentity(
                        register.NextNumber(IdentityDocumentKind.ForeignResidentCard2017, born.Year, sex),
                        letters,
                        born,
                        sex
                    ),
                    one.Telephone,
                    null
                )
                : null,
            PlantedKind.NoAddressTelephoneSlip => one.Telephone is { Kind: TelephoneKind.Mobile } mobile
                ? Other(one, Permit(born, sex, dice), identity.Name) with
                {
                    Telephone = TelephoneNumber.Parse(mobile.Value[..10] + (char)('0' + ((mobile.Value[10] - '0' + 3) % 10))),
                    Address = null,
                }
                : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
        };
    }

    private static MadeUpRegistrant Other(MadeUpRegistrant one, IdentityNumber number, PersonName name) =>
        one with
        {
            Identity = new PersonIdentity(number, name, number.BirthDate, number.Sex),
        };

    private static int Sequence(string number) => int.Parse(number.AsSpan(14, 3), CultureInfo.InvariantCulture);

    private static IdentityNumber Permit(DateOnly born, Sex sex, Dice dice) => MadeUpRegister.Number("810000", born, dice.Below(998), sex);

    private static PersonName Replaced(PersonName name, string from, string to) =>
        PersonName.Parse(
            string.Concat(
                name.Value.Select(character =>
                    from.IndexOf(character, StringComparison.Ordinal) is >= 0 and var place ? to[place] : character
                )
            )
        );

    /// <summary>By the register's own table of sounds, as a passport has it; null for who has a character without one.</summary>
    private static PersonName? Letters(PersonName name)
    {
        var sounds = name.Value.EnumerateRunes().Select((point, place) => Domain.Text.Han.SoundOf(point, isSurname: place == 0)).ToArray();
        return sounds.Any(sound => sound is null) ? null : PersonName.Parse($"{sounds[0]} {string.Concat(sounds[1..])}".ToUpperInvariant());
    }
}
