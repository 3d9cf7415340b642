using System.Text;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Tests.Duplicates;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("王偉", "王伟", LikenessKind.Same)]
    [InlineData("王　伟", "王伟", LikenessKind.Same)]
    [InlineData("買買提·艾山", "买买提.艾山", LikenessKind.Same)]
    [InlineData("王伟", "王玮", LikenessKind.SameSound)]
    [InlineData("章晓明", "张小明", LikenessKind.SameSound)]
    [InlineData("单小明", "单晓铭", LikenessKind.SameSound)]
    [InlineData("王小明", "王小刚", LikenessKind.Near)]
    [InlineData("王小明", "王明小", LikenessKind.Near)]
    [InlineData("王明", "王小明", LikenessKind.Near)]
    [InlineData("王明", "王刚", LikenessKind.SameSurname)]
    [InlineData("王建国", "王晓明", LikenessKind.SameSurname)]
    [InlineData("王伟", "李娜", LikenessKind.Different)]
    [InlineData("王晓明", "WANG XIAOMING", LikenessKind.SameSoundInLetters)]
    [InlineData("王晓明", "Xiaoming Wang", LikenessKind.SameSoundInLetters)]
    [InlineData("王晓明", "WANG XIAO MING", LikenessKind.SameSoundInLetters)]
    [InlineData("单小明", "SHAN XIAOMING", LikenessKind.SameSoundInLetters)]
    [InlineData("吕小明", "LYU XIAOMING", LikenessKind.SameSoundInLetters)]
    [InlineData("吕小明", "LV XIAOMING", LikenessKind.SameSoundInLetters)]
    [InlineData("王伟", "WONG WAI", LikenessKind.OtherScript)]
    [InlineData("JOSÉ SAMPLE", "SAMPLE JOSE", LikenessKind.Same)]
    [InlineData("O'SAMPLE ANNA", "OSAMPLE ANNA", LikenessKind.Same)]
    [InlineData("ANNA SAMPLE", "ANNA SAMPEL", LikenessKind.Near)]
    [InlineData("ANNA SAMPLE", "OLGA SAMPLE", LikenessKind.SameSurname)]
    [InlineData("ANNA SAMPLE", "OLGA NOVAK", LikenessKind.Different)]
    public void Names(string one, string other, LikenessKind expected)
    {
        Assert.Equal(expected, Compare(MadeUpTraits.Citizen(one), MadeUpTraits.Citizen(other)).Name);
        Assert.Equal(expected, Compare(MadeUpTraits.Citizen(other), MadeUpTraits.Citizen(one)).Name);
    }

    [Theory]
    [InlineData("1985-03-12", "1985-03-12", LikenessKind.Same)]
    [InlineData("1985-01-01", "1985-01-01", LikenessKind.SameNewYear)]
    [InlineData("1985-03-12", "1985-12-03", LikenessKind.Exchanged)]
    [InlineData("1985-03-12", "1958-03-12", LikenessKind.Exchanged)]
    [InlineData("1985-03-12", "1985-03-21", LikenessKind.Exchanged)]
    [InlineData("1985-03-12", "1985-08-12", LikenessKind.Near)]
    [InlineData("1985-03-12", "1986-04-12", LikenessKind.Different)]
    public void Dates_of_birth(string one, string other, LikenessKind expected)
    {
        var (first, second) = (Day(one), Day(other));
        Assert.Equal(expected, Compare(MadeUpTraits.Citizen("王伟", first), MadeUpTraits.Citizen("王伟", second)).BirthDate);
    }

    [Theory]
    [InlineData("江西省南昌市东湖区示例大道3号2栋501室", "示例大道三号2栋501室", LikenessKind.Same)]
    [InlineData("示例大道３号 2 栋 501 室", "示例大道3號2棟501室", LikenessKind.Same)]
    [InlineData("示例大道3号2栋501室", "示例大道3-2-501", LikenessKind.Near)]
    [InlineData("示例大道3号2栋501室", "示例大道3号2栋502室", LikenessKind.Different)]
    [InlineData("示例大道3号", "样板路3号", LikenessKind.Different)]
    [InlineData("阳光小区3栋", "东湖区阳光小区3栋", LikenessKind.Same)]
    [InlineData("示例大道样板村", "示例大道样板村", LikenessKind.Near)]
    [InlineData("示例大道3号", null, LikenessKind.Missing)]
    public void Addresses(string one, string? other, LikenessKind expected)
    {
        var likeness = Compare(MadeUpTraits.Citizen("王伟", address: one), MadeUpTraits.Citizen("王伟", address: other));
        Assert.Equal(expected, likeness.Address);
    }

    [Theory]
    [InlineData("13800000001", "+86 138 0000 0001", LikenessKind.Same)]
    [InlineData("13800000001", "13800000011", LikenessKind.Near)]
    [InlineData("13800000012", "13800000021", LikenessKind.Exchanged)]
    [InlineData("13800000001", "13900000002", LikenessKind.Different)]
    [InlineData("13800000001", null, LikenessKind.Missing)]
    public void Telephones(string one, string? other, LikenessKind expected)
    {
        // An exchange of two digits is near, too.
        var likeness = Compare(MadeUpTraits.Citizen("王伟", telephone: one), MadeUpTraits.Citizen("王伟", telephone: other));
        Assert.Equal(expected == LikenessKind.Exchanged ? LikenessKind.Near : expected, likeness.Telephone);
    }

    [Fact]
    public void Numbers()
    {
        var one = MadeUpTraits.Citizen("王伟");
        Assert.Equal(LikenessKind.OtherSequence, Compare(one, MadeUpTraits.Citizen("王伟", sequence: 125)).Number);
        Assert.Equal(LikenessKind.OneSlip, Compare(one, MadeUpTraits.Citizen("王伟", new DateOnly(1958, 3, 12))).Number);
        Assert.Equal(LikenessKind.OneSlip, Compare(one, MadeUpTraits.Citizen("王伟", new DateOnly(1985, 12, 3))).Number);
        Assert.Equal(LikenessKind.Different, Compare(one, MadeUpTraits.Citizen("王伟", new DateOnly(1991, 7, 25))).Number);
        Assert.Equal(LikenessKind.OneSlip, Compare(one, MadeUpTraits.Citizen("王伟", area: 369902)).Number);
        Assert.Equal(LikenessKind.Different, Compare(one, MadeUpTraits.Citizen("王伟", sequence: 125, area: 369902)).Number);
        Assert.Equal(LikenessKind.OtherKind, Compare(one, MadeUpTraits.Of("王伟", MadeUpTraits.Permit(MadeUpTraits.Born))).Number);
        Assert.Equal(
            LikenessKind.Missing,
            Compare(
                MadeUpTraits.Of("王伟", MadeUpTraits.Permit(MadeUpTraits.Born)),
                MadeUpTraits.Of("王伟", MadeUpTraits.Permit(MadeUpTraits.Born, 903))
            ).Number
        );
    }

    [Fact]
    public void Readings_are_of_the_surname_only_at_the_beginning()
    {
        Assert.Equal(("shan", "dan"), (Han.SoundOf(new Rune('單'), isSurname: true), Han.SoundOf(new Rune('單'))));
        Assert.Equal(new Rune('卫'), Han.Simplified(new Rune('衛')));
        Assert.Equal(new Rune('伟'), Han.Simplified(new Rune('伟')));
        Assert.Null(Han.SoundOf(new Rune('A')));
    }

    [Fact]
    public void Nothing_of_a_person_is_in_the_text_of_traits()
    {
        var text = MadeUpTraits.Citizen("王晓明").ToString();
        Assert.DoesNotContain("王", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1985", text, StringComparison.Ordinal);
        Assert.DoesNotContain("138", text, StringComparison.Ordinal);
    }

    private static Likeness Compare(Traits one, Traits other)
    {
        var likeness = LikenessOf.Persons(one, other);
        Assert.Equal(likeness, LikenessOf.Persons(other, one));
        return likeness;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
