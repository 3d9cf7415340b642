using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>The certificate of a registration: one in force, issued again, revoked, and judged by what the registration is today.</summary>
public sealed class CertificateTests
{
    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Asked_for_again_on_the_same_day_it_is_the_same_and_later_it_takes_the_place_of_the_one_before()
    {
        var first = Issue();
        Assert.Equal($"{Record.Registration!.Number.Value}-01", first);
        var sequence = Record.Sequence;
        Assert.Equal((first, sequence), (Issue(), Record.Sequence));

        r.Now = r.Now.AddDays(1);
        var second = Issue();
        Assert.Equal((CertificateState.Replaced, CertificateState.Valid), (StateOf(first), StateOf(second)));
        Assert.Equal(2, Record.Registration.Certificate!.Serial);
        Assert.Null(StateOf(second[..^1] + "3"));
    }

    [Fact]
    public void A_revoked_one_is_out_of_force_and_the_next_one_is_not()
    {
        var lost = Issue();
        Scripts.Ok(r.Ask(0, new RevokeCertificate("遗失"), World.Clerk));
        Assert.Equal(CertificateState.Revoked, StateOf(lost));
        Assert.Equal(RefusalCode.NoCertificate, r.Ask(0, new RevokeCertificate("遗失"), World.Clerk).Refusal!.Code);
        Assert.Equal(CertificateState.Valid, StateOf(Issue()));
        Assert.Equal(CertificateState.Replaced, StateOf(lost));
    }

    [Fact]
    public void It_ends_with_the_registration_and_is_in_force_again_with_it()
    {
        var number = Issue();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Equal(CertificateState.Ended, StateOf(number));
        Assert.Equal(RefusalCode.NoActiveRegistration, r.Ask(0, new IssueCertificate(), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Supervisor));
        Assert.Equal(CertificateState.Valid, StateOf(number));
    }

    [Fact]
    public void The_office_of_the_case_and_the_person_may_ask_for_it()
    {
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new IssueCertificate(), World.OtherClerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new IssueCertificate(), World.Applicant));
        Assert.NotNull(r.Ask(0, new RevokeCertificate("遗失"), World.Applicant).Refusal);
        Assert.DoesNotContain(r.PlatformItems, item => item.Content.GetRawText().Contains("ertificate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("36010220261200000018")]
    [InlineData("36010220261200000018-0")]
    [InlineData("36010220261200000018-00")]
    [InlineData("36010220261200000018-+1")]
    [InlineData("36010220261200000018-001")]
    [InlineData("x-01")]
    public void What_is_no_number_is_none(string text) => Assert.False(CertificateNumber.TryParse(text, out _));

    private string Issue() => Scripts.Ok(r.Ask(0, new IssueCertificate(), World.Clerk)).Reference!;

    private CertificateState? StateOf(string number)
    {
        Assert.True(CertificateNumber.TryParse(number, out var parsed));
        return Certifying.StateOf(Record, parsed);
    }
}
