using System.Reflection;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>A clock that is a little ahead costs a person nothing; one that is far ahead is an error.</summary>
public sealed class OtherClockTests
{
    [Theory]
    [InlineData(20, 0)]
    [InlineData(300, 300)]
    [InlineData(-30, -29)]
    public void An_application_of_a_clock_that_is_ahead_is_of_now(int submitted, int accepted)
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, Sent(r, submitted, accepted), Actor.Register));
        var application = r.Records[0].Application!;
        Assert.Equal(submitted < 0 ? r.Now.AddSeconds(submitted) : r.Now, application.SubmittedAt);
        Assert.True(application.Commitment.AcceptedAt <= r.Now);

        // The same again, with another telephone, when the clock is right: it contradicts nothing.
        r.Now += TimeSpan.FromMinutes(10);
        var again = Sent(r, submitted - 600, accepted - 600) with { Details = World.Details("13900139000") };
        Assert.Equal(OutcomeKind.ContactUpdated, Scripts.Ok(r.Ask(0, again, Actor.Register)).Kind);
    }

    [Fact]
    public void One_that_is_further_ahead_passes_once_its_time_has_come()
    {
        var r = Scripts.Empty();
        var sent = Sent(r, 301, 301);
        var refusal = r.Ask(0, sent, Actor.Register).Refusal!;
        Assert.Equal((RefusalCode.InvalidField, "submittedAt"), (refusal.Code, refusal.Field));
        Assert.Equal(r.Now.AddSeconds(1), refusal.AllPassAt());
        r.Now = refusal.AllPassAt()!.Value;
        Scripts.Ok(r.Ask(0, sent, Actor.Register));
    }

    [Fact]
    public void At_midnight_the_other_clock_may_be_in_the_next_day()
    {
        var r = Scripts.Empty();
        r.Now = World.At("2026-03-03T23:59:50");
        var sent = Sent(r, 20, 15) with { UnemployedOn = World.Day("2026-03-04") };
        var refusal = r.Ask(0, sent, Actor.Register).Refusal!;
        Assert.Equal(World.At("2026-03-04T00:00"), refusal.AllPassAt());
        r.Now = World.At("2026-03-04T00:00");
        Scripts.Ok(r.Ask(0, sent, Actor.Register));
    }

    [Fact]
    public void What_time_does_not_cure_has_no_such_moment()
    {
        var r = Scripts.Empty();
        Assert.Null(r.Ask(0, Sent(r, -3600, -3600) with { UnemployedOn = World.Day("2026-03-20") }, Actor.Register).Refusal!.AllPassAt());
        Assert.Null(r.Ask(0, Sent(r, -3600, -3299), Actor.Register).Refusal!.AllPassAt());
    }

    [Fact]
    public void A_counters_clock_may_be_ahead_too()
    {
        var r = States.Of("submitted");
        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Match(r.Now.AddMinutes(5))),
                World.Clerk
            )
        );
        Assert.Equal(r.Now, r.Records[0].Application!.Verifications[0].Evidence.MatchedAt);
        var late = r.Ask(
            0,
            new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Match(r.Now.AddSeconds(301))),
            World.Clerk
        );
        Assert.Equal("evidence.matchedAt", late.Refusal!.Field);
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
        Scripts.Ok(
            r.Ask(
                0,
                new RecordContact
                {
                    Channel = ContactChannel.Telephone,
                    Outcome = ContactOutcome.Reached,
                    At = r.Now.AddMinutes(4),
                },
                World.Clerk
            )
        );
        Assert.Equal(r.Now, r.Journal.OfType<Domain.Persons.ContactRecorded>().Single().Contact.At);
    }

    /// <summary>
    /// A new command with a moment in it must be looked at in <see cref="OtherClocks"/>; not so what is meant to lie ahead, and what orders
    /// reports of one row: two of them would become one moment.
    /// </summary>
    [Fact]
    public void Every_moment_of_every_command_is_adjusted()
    {
        var now = World.At("2026-03-02T10:00");
        var context = Scripts.Empty().Context(World.Clerk) with { Now = now };
        var left = typeof(PersonCommand)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PersonCommand)) && type != typeof(TakeOverCase))
            .SelectMany(type => Ahead(OtherClocks.Adjust((PersonCommand)Made(type, now.AddMinutes(3), 0)!, context), now, type.Name));
        Assert.Equal(["RecordContact.NextAppointment", "RecordMatch.AsOf"], left.Order(StringComparer.Ordinal));
    }

    private static SubmitApplication Sent(SmallRegister r, int submitted, int accepted) =>
        World.Application(World.Citizen(), r.Now) with
        {
            Channel = ApplicationChannel.Platform,
            PlatformNumber = PlatformApplicationNumber.Parse("P-1"),
            SubmittedAt = r.Now.AddSeconds(submitted),
            Commitment = new Commitment("2026-01", r.Now.AddSeconds(accepted)),
        };

    /// <summary>An object of the type in which every moment is this one, as deep as its own types go.</summary>
    private static object? Made(Type type, DateTimeOffset moment, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTimeOffset))
            return moment;
        if (
            depth > 4
            || type.Namespace?.StartsWith("Grid.Domain.Persons", StringComparison.Ordinal) != true
            || !type.IsClass
            || type.IsAbstract
        )
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        var made = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            property.SetValue(made, Made(property.PropertyType, moment, depth + 1));
        return made;
    }

    private static IEnumerable<string> Ahead(object value, DateTimeOffset now, string path) =>
        value
            .GetType()
            .GetProperties()
            .Where(p => p.CanWrite && p.GetValue(value) is not null)
            .SelectMany(p =>
                p.GetValue(value) switch
                {
                    DateTimeOffset moment => moment > now ? [$"{path}.{p.Name}"] : [],
                    { } inner
                        when inner.GetType().Namespace?.StartsWith("Grid.Domain.Persons", StringComparison.Ordinal) == true
                            && inner.GetType().IsClass => Ahead(inner, now, $"{path}.{p.Name}"),
                    _ => Array.Empty<string>(),
                }
            );
}
