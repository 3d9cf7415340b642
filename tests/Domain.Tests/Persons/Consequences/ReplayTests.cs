using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What a journal gives the platform. That it is what the commits made is checked with random lives.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Each_registration_has_its_own_items_and_takes_what_was_corrected()
    {
        var r = Scripts.Registered();
        var first = r.Records[0].Registration!;
        Exit(r);
        r.Now += TimeSpan.FromDays(40);
        Scripts.Register(r, 0);
        var second = r.Records[0].Registration!;
        Assert.True(TelephoneNumber.TryParse("13900000001", out var telephone, out _));
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "本人更正", Telephone = telephone }, World.Supervisor));
        r.Now += TimeSpan.FromDays(1);
        var all = PlatformReplay.Of(r.Records[0], [ReplayedItems.Of(r, 0)], World.Offices);

        Assert.Equal(
            ["Result", "Registration", "Exit", "Result", "Registration", "Correction"],
            all.Select(item => item.Item.Kind.ToString())
        );
        Assert.Equal(r.PlatformItems.Select(item => item.Key), all.Select(item => item.Item.Key));
        Assert.Equal(all.Take(3), all.Where(item => PlatformReplay.IsOf(item.Item, first.Number, first.Application)));
        Assert.Equal(all.Skip(3), all.Where(item => PlatformReplay.IsOf(item.Item, second.Number, second.Application)));
        Assert.Equal("13900000001", all[4].Item.Content.GetProperty("details").GetProperty("telephone").GetString());
        Assert.All(all, item => Assert.Equal(World.Urban, item.Office));

        // The record has only its last application; the result of the first is reported as it was.
        Assert.Equal(first.Application.Value, all[0].Item.Content.GetProperty("number").GetString());
    }

    [Fact]
    public void A_case_that_has_moved_to_another_number_is_reported_from_both_journals()
    {
        var r = Scripts.Registered(1);
        var registration = r.Records[1].Registration!;
        Scripts.Known(r, 0);
        r.Now += TimeSpan.FromDays(1);
        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();
        r.Now += TimeSpan.FromDays(1);
        Exit(r);
        Assert.Equal([World.IdOf(1)], PlatformReplay.Related(r.RecordedOf(0)).Distinct());
        Assert.Equal([World.IdOf(0)], PlatformReplay.Related(r.RecordedOf(1)).Distinct());
        var all = PlatformReplay.Of(r.Records[0], [ReplayedItems.Of(r, 0), ReplayedItems.Of(r, 1)], World.Offices);

        var own = all.Where(item => PlatformReplay.IsOf(item.Item, registration.Number, registration.Application)).ToList();
        Assert.Equal(
            [(PlatformItemKind.Result, 1), (PlatformItemKind.Registration, 1), (PlatformItemKind.Exit, 0)],
            own.Select(item => (item.Item.Kind, r.IndexOf(item.Person)))
        );
        Assert.Contains(World.Permit().Value, own[1].Item.Content.GetProperty("identity").GetRawText(), StringComparison.Ordinal);
    }

    private static void Exit(SmallRegister r) =>
        Scripts.Ok(
            r.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = Domain.Codes.ExitReason.Hired,
                        On = Domain.Calendar.ChinaTime.DateOf(r.Now),
                        Evidence = World.Hand(),
                    }
                ),
                World.Supervisor
            )
        );
}
