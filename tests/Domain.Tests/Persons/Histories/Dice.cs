using CsCheck;

namespace Grid.Domain.Tests.Persons;

/// <summary>One random step: what to do, to whom, by whom, how much later, and some numbers to choose details with.</summary>
internal sealed record Dice(int Kind, int Who, int By, int Hours, int A, int B, int C)
{
    public static Gen<Dice> Gen { get; } =
        CsCheck.Gen.Select(
            CsCheck.Gen.Int[0, 183],
            CsCheck.Gen.Int[0, 5].Select(n => n / 3 + (n / 5)),
            CsCheck.Gen.Int[0, 9],
            CsCheck.Gen.Int[0, 60],
            CsCheck.Gen.Int[0, 999],
            CsCheck.Gen.Int[0, 999],
            CsCheck.Gen.Int[0, 999],
            (kind, who, by, hours, a, b, c) => new Dice(kind, who, by, hours, a, b, c)
        );

    public static Gen<Dice[]> Life { get; } = Gen.Array[5, 90];

    public bool Rarely(int salt) => (A + (B * 7) + (C * 13) + salt) % 11 == 0;

    public T Of<T>(IReadOnlyList<T> choices, int salt = 0) => choices[(A + (salt * 31) + (B * salt)) % choices.Count];
}
