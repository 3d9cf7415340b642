using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Tests.Persons;

public sealed class MadeUpNumbersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12345)]
    public void A_citizen_number_has_an_area_that_does_not_exist(int seed)
    {
        var regions = RegionTree.LoadEmbedded();
        for (var index = 0; index < 1000; index++)
        {
            var number = MadeUpNumbers.Make(IdentityDocumentKind.CitizenNumber, (ulong)seed, index, 1990, Sex.Female);
            Assert.Equal(IdentityDocumentKind.CitizenNumber, number.Kind);
            Assert.DoesNotContain(regions.All, region => region.Code.Value == number.Value[..6]);
            Assert.DoesNotContain(regions.All, region => region.Code.Value[..4] == number.Value[..4]);
            Assert.Equal(Sex.Female, number.Sex);
            Assert.Equal(1990, number.BirthDate?.Year);
        }
    }

    [Theory]
    [InlineData(IdentityDocumentKind.CitizenNumber)]
    [InlineData(IdentityDocumentKind.HongKongResidencePermit)]
    [InlineData(IdentityDocumentKind.MacaoResidencePermit)]
    [InlineData(IdentityDocumentKind.TaiwanResidencePermit)]
    [InlineData(IdentityDocumentKind.ForeignResidentCard2017)]
    [InlineData(IdentityDocumentKind.ForeignResidentCard2023)]
    public void Each_kind_is_read_as_itself_whatever_the_index(IdentityDocumentKind kind)
    {
        var numbers = Enumerable
            .Range(0, 5000)
            .Select(index => MadeUpNumbers.Make(kind, 1, index * 37, 1985, index % 2 == 0 ? Sex.Male : Sex.Female))
            .ToList();
        Assert.All(numbers, number => Assert.Equal(kind, number.Kind));
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }
}
