using Grid.Domain.Duplicates;

namespace Grid.Domain.Tests.Duplicates;

public sealed class BlockingTests
{
    [Theory]
    [InlineData("王晓明", "1985-03-12", "王小明", "1985-03-21", BlockKind.NameAndYear)]
    [InlineData("王晓明", "1985-03-12", "XIAOMING WANG", "1985-12-03", BlockKind.NameAndYear)]
    [InlineData("王晓明", "1985-03-12", "王曉明", "1958-03-12", BlockKind.NameAndDay)]
    [InlineData("王晓明", "1985-03-12", "汪建国", "1985-03-12", BlockKind.BirthAndFirst)]
    [InlineData("王晓明", "1985-03-12", "WANG WEI", "1985-03-12", BlockKind.BirthAndFirst)]
    [InlineData("王晓明", "1985-03-12", "黄小铭", "1985-03-12", BlockKind.BirthAndLast)]
    public void They_meet(string one, string born, string other, string otherBorn, BlockKind expected)
    {
        var (first, second) = (Person(one, born), Person(other, otherBorn));
        Assert.Equal(Blocking.KeyOf(first, expected)!, Blocking.KeyOf(second, expected));
    }

    [Fact]
    public void They_meet_by_telephone_and_by_address()
    {
        var one = MadeUpTraits.Citizen("王晓明");
        var wife = MadeUpTraits.Citizen("李娜", new DateOnly(1990, 7, 30));
        var neighbour = MadeUpTraits.Citizen("汪建国", new DateOnly(1990, 7, 30), telephone: null, address: "东湖区示例大道三号2栋501室");
        Assert.Equal(Blocking.KeyOf(one, BlockKind.Telephone)!, Blocking.KeyOf(wife, BlockKind.Telephone));
        Assert.NotEqual(Blocking.KeyOf(one, BlockKind.Address)!, Blocking.KeyOf(wife, BlockKind.Address));
        Assert.Equal(Blocking.KeyOf(one, BlockKind.Address)!, Blocking.KeyOf(neighbour, BlockKind.Address));
    }

    [Fact]
    public void Who_has_nothing_in_common_does_not_meet()
    {
        var one = MadeUpTraits.Citizen("王晓明");
        var other = MadeUpTraits.Citizen("李娜", new DateOnly(1990, 7, 30), telephone: "13900000009", address: "样板路9号");
        Assert.DoesNotContain(Blocking.Kinds, kind => Blocking.KeyOf(one, kind) == Blocking.KeyOf(other, kind));
    }

    [Fact]
    public void Who_lacks_a_value_has_no_key_of_it()
    {
        var nobody = MadeUpTraits.Of("ANNA SAMPLE", "ZZZ123456789012", born: null, telephone: null, address: "示例大道");
        Assert.All(Blocking.Kinds, kind => Assert.Null(Blocking.KeyOf(nobody, kind)));
    }

    [Fact]
    public void A_small_block_is_compared_in_full()
    {
        var persons = Enumerable.Range(0, 20).Select(i => MadeUpTraits.Citizen("王伟", sequence: i)).ToArray();
        var met = new HashSet<(int, int)>();
        var count = BlockWalk.ForEachPair(BlockKind.Telephone, persons, new BlockLimits(), (i, j) =>
            Assert.True(met.Add((Math.Min(i, j), Math.Max(i, j))))
        );
        Assert.Equal((190, new BlockCount(190, 0)), (met.Count, count));
    }

    [Fact]
    public void A_large_block_is_divided_and_says_what_it_does_not_compare()
    {
        // 600 persons who gave the telephone of one agency: of one surname are those whom it can make two of.
        string[] surnames = ["王", "李", "张", "刘", "陈", "杨"];
        var persons = Enumerable
            .Range(0, 600)
            .Select(i => MadeUpTraits.Citizen(surnames[i % 6] + "伟", MadeUpTraits.Born.AddDays(i)))
            .ToArray();
        var met = new List<(int One, int Other)>();
        var count = BlockWalk.ForEachPair(BlockKind.Telephone, persons, new BlockLimits(Block: 100), (i, j) => met.Add((i, j)));
        Assert.All(met, pair => Assert.Equal(persons[pair.One].FirstSound, persons[pair.Other].FirstSound));
        Assert.Equal(6 * BlockCount.PairsOf(100), met.Count);
        Assert.Equal(new BlockCount(met.Count, BlockCount.PairsOf(600) - met.Count), count);
    }

    [Fact]
    public void A_block_that_cannot_be_divided_is_compared_within_a_window()
    {
        var persons = Enumerable.Range(0, 500).Select(i => MadeUpTraits.Citizen("王伟", sequence: i)).ToArray();
        var met = new HashSet<(int, int)>();
        var count = BlockWalk.ForEachPair(BlockKind.Address, persons, new BlockLimits(Block: 100, Window: 10), (i, j) =>
            Assert.True(met.Add((i, j)))
        );
        Assert.Equal((490 * 10) + 45, met.Count);
        Assert.Equal(BlockCount.PairsOf(500), count.Compared + count.NotCompared);
        Assert.Equal(met.Count, count.Compared);
    }

    private static Traits Person(string name, string born) =>
        MadeUpTraits.Citizen(
            name,
            DateOnly.ParseExact(born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            telephone: null,
            address: null
        );
}
