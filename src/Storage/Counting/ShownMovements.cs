using Grid.Domain.Counting;

namespace Grid.Storage.Counting;

/// <summary>
/// Movements as they may be stored in the clear. A correction between reasons 70 and 90 takes a unit back and counts it again, and only the
/// region's own figures show the difference: two rows that are the same but for their sign would reveal the persons.
/// </summary>
internal static class ShownMovements
{
    public static List<Movement> Of(IReadOnlyList<Movement> movements)
    {
        var shown = new List<Movement>(movements.Count);
        foreach (var movement in movements)
        {
            // What an entry takes back comes right before what it counts instead.
            var undone = shown.Count > 0 && IsUndoneBy(shown[^1], movement) ? shown.Count - 1 : -1;
            if (undone < 0)
                shown.Add(movement);
            else
                shown.RemoveAt(undone);
        }

        return shown;
    }

    private static bool IsUndoneBy(Movement before, Movement movement) =>
        before.Sign == -movement.Sign
        && before.Person == movement.Person
        && before.Sequence == movement.Sequence
        && before.Ordinal == movement.Ordinal
        && before.Period == movement.Period
        && before.On == movement.On
        && before.Cause == movement.Cause
        && before.Instead == movement.Instead
        && string.Equals(before.Case.Office, movement.Case.Office, StringComparison.Ordinal)
        && before.Cells(exact: false).SequenceEqual(movement.Cells(exact: false));
}
