using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Tests.Persons;

public sealed class PersonMakerTests
{
    private const int Many = 10_000;

    [Fact]
    public void Same_seed_and_index_give_the_same_person_and_another_seed_others()
    {
        var (first, again, other) = (Makers.Of(7), Makers.Of(7), Makers.Of(8));
        var same = 0;
        foreach (var index in Enumerable.Range(0, 500).Reverse())
        {
            var text = Text(first, index);
            Assert.Equal(text, Text(again, index));
            same += text == Text(other, index) ? 1 : 0;
        }

        Assert.Equal(0, same);
    }

    [Fact]
    public void No_two_persons_have_one_number_nor_do_their_other_numbers()
    {
        var maker = Makers.Of(1);
        var numbers = new HashSet<string>();
        for (var index = 0; index < 60_000; index++)
        {
            var fate = Fates.Of(1, index);
            var person = maker.Make(index, fate);
            Assert.True(numbers.Add(person.Number.Value), $"{person.Number.Value} twice, at {index}");
            if (fate.Kind is FateKind.NumbersLinked or FateKind.NumbersUnlinked)
                Assert.True(numbers.Add(maker.OtherNumber(person).Value), $"other number twice, at {index}");
        }
    }

    [Fact]
    public void Every_person_is_one_that_the_domain_accepts()
    {
        var maker = Makers.Of(3);
        var lists = CodeLists.BuiltIn;
        for (var index = 0; index < Many; index++)
        {
            var fate = Fates.Of(3, index);
            var person = maker.Make(index, fate);
            var form = Form.Of(person, person.Office, "P-1");

            Assert.True(IdentityNumber.TryParse(form.IdentityNumber, out var number, out _));
            Assert.True(PersonName.TryParse(form.Name, out var name, out _));
            Assert.Equal(person.Number, number);
            Assert.Equal(person.Name, name);
            Assert.Equal(number.BirthDate is null, person.BirthDate is not null);
            Assert.Equal(number.Sex is null, person.Sex is not null);

            var details = person.Details;
            Assert.True(TelephoneNumber.TryParse(details.Telephone!.Value, out _, out _));
            Assert.True(lists.IsValid(CodeListIds.Health, details.Health, maker.Today));
            Assert.True(lists.IsValid(CodeListIds.Education, details.Education, maker.Today));
            Assert.True(details.EthnicGroup is null || lists.IsValid(CodeListIds.EthnicGroup, details.EthnicGroup, maker.Today));
            Assert.True(lists.IsValid(CodeListIds.HukouNature, details.HukouNature, maker.Today));
            Assert.Equal(details.Health == "5", details.DisabilityGrade is not null);
            Assert.True(
                details.DisabilityGrade is null || lists.IsValid(CodeListIds.DisabilityGrade, details.DisabilityGrade, maker.Today)
            );
            Assert.True(details.HukouRegion is null || RegionCode.TryParse(details.HukouRegion, out _));
            Assert.NotEmpty(person.JobWishes);
            Assert.All(person.JobWishes, wish => Assert.True(lists.IsValid(CodeListIds.JobWish, wish, maker.Today)));
            Assert.Equal(person.Reason == UnemploymentReason.Other, person.OtherReason is not null);
        }
    }

    [Fact]
    public void Everything_happened_before_the_day_of_the_run_and_in_order()
    {
        var maker = Makers.Of(4);
        var midnight = ChinaTime.StartOf(maker.Today);
        var calendar = maker.Dates.Calendars.Country;
        for (var index = 0; index < Many; index++)
        {
            var person = maker.Make(index);
            Assert.True(person.SubmittedAt.AddMinutes(20) < midnight);
            Assert.True(person.SubmittedAt > midnight.AddDays(-SubmissionDates.Reach - 20));
            Assert.True(person.UnemployedOn < ChinaTime.DateOf(person.SubmittedAt));
            Assert.True(person.UnemployedOn > (person.Number.BirthDate ?? person.BirthDate));
            if (person.Channel == ApplicationChannel.Offline)
                Assert.True(calendar.IsWorkingDay(ChinaTime.DateOf(person.SubmittedAt)));
        }
    }

    [Fact]
    public void Only_those_to_be_refused_for_it_are_under_sixteen()
    {
        var maker = Makers.Of(5);
        for (var index = 0; index < Many; index++)
        {
            var fate = Fates.Of(5, index);
            var person = maker.Make(index, fate);
            var born = person.Number.BirthDate ?? person.BirthDate!.Value;
            Assert.Equal(fate.NonApproval == NonApprovalReason.UnderSixteen, born.AddYears(16) > maker.Today);
        }
    }

    [Fact]
    public void Names_of_every_sort_turn_up()
    {
        var maker = Makers.Of(6);
        var names = Enumerable.Range(0, Many).Select(index => maker.Make(index).Name.Value).ToList();
        Assert.Contains(names, name => name.Contains('·'));
        Assert.Contains(names, name => name.Any(char.IsHighSurrogate));
        Assert.Contains(names, name => name.StartsWith("欧阳", StringComparison.Ordinal));
        Assert.Contains(names, name => name.Any(char.IsAsciiLetterUpper));
        Assert.All(names.Take(2000).Where(name => !name.Contains(' ')), name =>
            Assert.NotEqual(name, MadeUpNames.Mistyped(PersonName.Parse(name)).Value)
        );
    }

    [Fact]
    public void Offices_are_drawn_by_population()
    {
        var places = Makers.Of(9).Places;
        var dice = new Dice(9);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => places.Pick(dice)).ToList();
        var perCity = drawn.CountBy(office => office.CountingUnit.Value[..4]).ToDictionary();
        Assert.Equal(11, perCity.Count);
        Assert.InRange(perCity["3607"] / (double)perCity["3605"], 897 / 120.0 * 0.9, 897 / 120.0 * 1.1);
        Assert.Equal(
            places.Offices.All.Where(office => office.Level > RegionLevel.Province),
            drawn.Distinct().OrderBy(office => office.Region).ThenBy(office => office.Code)
        );
    }

    private static string Text(PersonMaker maker, int index)
    {
        var person = maker.Make(index);
        return Form.TextOf(Form.Of(person, person.Office, "P-1"));
    }
}
