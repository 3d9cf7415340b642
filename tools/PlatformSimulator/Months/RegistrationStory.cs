using System.Globalization;

namespace Grid.PlatformSimulator.Months;

/// <summary>
/// What one registration moved, by the items that are stored of it, in their order. A fact that is dated before the registration stood in
/// its region counts from the day it came there. A revoked exit never was; nor was what was entered in error or revoked, unless it had been
/// transferred.
/// </summary>
internal sealed class RegistrationStory
{
    private readonly List<Movement> movements = [];
    private IReadOnlyDictionary<string, string> registered = new Dictionary<string, string>();
    private string region = "";
    private string block = Block.Rural;
    private DateOnly since;
    private bool isTransferred;

    public static IReadOnlyList<Movement> Of(IEnumerable<RegistrationItem> items)
    {
        var story = new RegistrationStory();
        foreach (var item in items)
            story.Tell(item);
        return story.movements;
    }

    private void Tell(RegistrationItem item)
    {
        switch (item.Kind)
        {
            case "registration":
                registered = item.Fields;
                since = Day(item, "aae043");
                (region, block) = (item.Fields["aab301"], Block.Of(item.Fields, item.Fields["bae015"] == "1"));
                Move(MovementKind.New, since);
                break;
            case "exit":
                Move(MovementKind.Exit, Later(Day(item, "acc028")), item.Fields["ajc00a"]);
                break;
            case "exitRevoked":
                TakeBack(MovementKind.Exit);
                break;
            case "correction" when item.Fields.ContainsKey("bae023"):
                Move(MovementKind.BecameOrdinary, Later(Day(item, "bae023")));
                break;
            case "correction":
                TakeBack(MovementKind.BecameOrdinary);
                break;
            case "transfer":
                Transfer(item);
                break;
            case "enteredInError" or "revoked":
                NeverWas(item);
                break;
            case "revocationUndone":
                Again();
                break;
        }
    }

    private void Transfer(RegistrationItem item)
    {
        var on = Day(item, "bae026");
        Move(MovementKind.TransferOut, Later(on));
        (region, block) = (item.Fields["aab301"], Block.Of(registered, item.Fields["bae015"] == "1"));
        since = on;
        isTransferred = true;
        Move(MovementKind.TransferIn, on);
    }

    private void Again()
    {
        if (isTransferred)
            TakeBack(MovementKind.AdjustedOut);
        else
            Move(MovementKind.New, since);
    }

    private void NeverWas(RegistrationItem item)
    {
        if (!isTransferred)
        {
            movements.Clear();
            return;
        }

        TakeBack(MovementKind.Exit);
        Move(MovementKind.AdjustedOut, Later(item.Day));
    }

    private void Move(MovementKind kind, DateOnly on, string? reason = null) =>
        movements.Add(new Movement(kind, region, block, on, reason));

    /// <summary>The last one, if it is of this kind.</summary>
    private void TakeBack(MovementKind kind)
    {
        if (movements.Count > 0 && movements[^1].Kind == kind)
            movements.RemoveAt(movements.Count - 1);
    }

    private DateOnly Later(DateOnly on) => on > since ? on : since;

    private static DateOnly Day(RegistrationItem item, string field) =>
        DateOnly.ParseExact(item.Fields[field], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
