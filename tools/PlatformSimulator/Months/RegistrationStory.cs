using System.Globalization;

namespace Grid.PlatformSimulator.Months;

/// <summary>
/// What one registration moved, by the items that are held of it, in their order. A fact that is dated before the registration stood in its
/// region counts from the day it came there. A revoked exit never was; nor was what was entered in error or revoked, unless it had been
/// transferred.
/// </summary>
internal sealed class RegistrationStory
{
    private readonly List<Movement> _movements = [];
    private IReadOnlyDictionary<string, string> _registered = new Dictionary<string, string>();
    private string _region = "";
    private string _block = Block.Rural;
    private DateOnly _since;
    private bool _isTransferred;

    public static IReadOnlyList<Movement> Of(IEnumerable<RegistrationItem> items)
    {
        var story = new RegistrationStory();
        foreach (var item in items)
            story.Tell(item);
        return story._movements;
    }

    private void Tell(RegistrationItem item)
    {
        switch (item.Kind)
        {
            case "registration":
                _registered = item.Fields;
                _since = Day(item, "aae043");
                (_region, _block) = (item.Fields["aab301"], Block.Of(item.Fields, item.Fields["bae015"] == "1"));
                Move(MovementKind.New, _since);
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
        (_region, _block) = (item.Fields["aab301"], Block.Of(_registered, item.Fields["bae015"] == "1"));
        _since = on;
        _isTransferred = true;
        Move(MovementKind.TransferIn, on);
    }

    private void Again()
    {
        if (_isTransferred)
            TakeBack(MovementKind.AdjustedOut);
        else
            Move(MovementKind.New, _since);
    }

    private void NeverWas(RegistrationItem item)
    {
        if (!_isTransferred)
        {
            _movements.Clear();
            return;
        }

        TakeBack(MovementKind.Exit);
        Move(MovementKind.AdjustedOut, Later(item.Day));
    }

    private void Move(MovementKind kind, DateOnly on, string? reason = null) =>
        _movements.Add(new Movement(kind, _region, _block, on, reason));

    /// <summary>The last one, if it is of this kind.</summary>
    private void TakeBack(MovementKind kind)
    {
        if (_movements.Count > 0 && _movements[^1].Kind == kind)
            _movements.RemoveAt(_movements.Count - 1);
    }

    private DateOnly Later(DateOnly on) => on > _since ? on : _since;

    private static DateOnly Day(RegistrationItem item, string field) =>
        DateOnly.ParseExact(item.Fields[field], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
