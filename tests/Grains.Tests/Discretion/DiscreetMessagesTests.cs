using Grid.Domain;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.MadeUp;

namespace Grid.Grains.Tests.Discretion;

/// <summary>
/// Orleans writes the arguments of calls into its log: of those that time out, are rejected, or whose silo died. So whatever crosses a call
/// shows identifiers and kinds as a text, and no value. Types are found by reflection: one that is added is checked without an entry here.
/// </summary>
public sealed class DiscreetMessagesTests
{
    /// <summary>
    /// Values that say what they are: numbers of cases and codes, which name no person; and those that show themselves masked (the tests of
    /// each say how). None of them is shown by what it is a member of, but for identifiers.
    /// </summary>
    private static readonly HashSet<Type> Values =
    [
        typeof(PersonId),
        typeof(RegionCode),
        typeof(OfficeCode),
        typeof(YearMonth),
        typeof(CountingPeriod),
        typeof(FigureCell),
        typeof(ApplicationNumber),
        typeof(PlatformApplicationNumber),
        typeof(RegistrationNumber),
        typeof(CertificateNumber),
        typeof(SocialCreditCode),
        typeof(IdentityNumber),
        typeof(PersonName),
        typeof(TelephoneNumber),
    ];

    [Fact]
    public void Nothing_that_crosses_a_grain_call_shows_a_value()
    {
        Assert.True(Reach.Messages.Count > 150, $"{Reach.Messages.Count} types were found.");
        Assert.Contains(typeof(PersonIdentity), Reach.Messages);
        Assert.Contains(typeof(CommandRequest<SubmitApplication>), Reach.Messages);
        Assert.Empty(Reach.Messages.Except(Values).SelectMany(Faults));
    }

    [Fact]
    public void Nothing_that_a_store_or_a_gateway_is_given_or_answers_shows_a_value()
    {
        Assert.True(Reach.OfPorts.Count > 100, $"{Reach.OfPorts.Count} types were found.");
        Assert.Empty(Reach.OfPorts.Except(Values).SelectMany(Faults));
    }

    [Fact]
    public void The_arguments_that_are_shown_as_they_are_name_no_person()
    {
        var bare = Reach
            .Calls.SelectMany(call =>
                call.GetParameters()
                    .Where(parameter => parameter.ParameterType.Namespace == "System")
                    .Select(parameter => $"{call.DeclaringType!.Name}.{call.Name} {parameter.Name}")
            )
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "ICalendarGrain.Replace expected",
                "IPersonLinks.ConfirmMove moveId",
                "IPersonLinks.RedirectMove moveId",
                "IPlatformSyncGrain.Reconcile day",
                "IRecountGrain.Start by",
                "IRecountGrain.Start region",
                "IReportGrain.Check by",
            ],
            bare
        );
    }

    [Fact]
    public void Of_a_command_its_kind_and_its_identifiers_are_shown()
    {
        var main = new PersonId(18);
        var request = new CommandRequest<LinkTo>(
            new CommandContext(new Actor("clerk-1", Role.Clerk, "36999901"), "key-1", [1], "trace-1"),
            new LinkTo(main, "周慕云说是同一人")
        );

        Assert.Equal($"CommandRequest {{ Context = CommandContext, Command = LinkTo {{ Main = {main} }} }}", request.ToString());
    }

    [Fact]
    public void A_record_that_is_not_discreet_is_found()
    {
        Assert.NotEmpty(Faults(typeof(Chatty)));
        Assert.NotEmpty(Faults(typeof(Chatty.Deep)));
        Assert.Empty(Faults(typeof(Quiet)));
    }

    private static IEnumerable<string> Faults(Type type)
    {
        var text = Canaries.Make(type)?.ToString();
        return text is null
            ? [$"{type} could not be made"]
            : Canaries
                .Signs.Where(sign => text.Contains(sign, StringComparison.Ordinal))
                .Take(1)
                .Select(sign => $"{type} shows {sign}: {text}");
    }

    private sealed record Chatty(string Name)
    {
        public sealed record Deep(DateOnly? Born);
    }

    private sealed record Quiet(string Name, bool Draws, DateOnly Born, Sex Sex, long Count) : Discreet;
}
