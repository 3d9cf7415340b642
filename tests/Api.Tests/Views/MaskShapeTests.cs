using System.Text.Json.Serialization;
using Grid.Api.Persons;
using Grid.Api.Views;

namespace Grid.Api.Tests.Views;

/// <summary>What answers may hold at all: a birth date or an age beside a masked number gives the number away.</summary>
public sealed class MaskShapeTests
{
    /// <summary>With a reason, and on the access log.</summary>
    private static readonly Type[] InFull = [typeof(RevealView)];

    [Fact]
    public void No_answer_has_a_birth_date_an_age_or_a_birth_year()
    {
        var answers = typeof(PersonView)
            .Assembly.GetTypes()
            .Where(type =>
                type.IsPublic
                && !InFull.Contains(type)
                && (type.Name.EndsWith("View", StringComparison.Ordinal) || type.Name.EndsWith("Line", StringComparison.Ordinal))
            )
            .ToArray();
        Assert.True(answers.Length > 80, $"Only {answers.Length} answers.");
        Assert.Empty(
            from type in answers
            from property in type.GetProperties()
            where property.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).Length == 0
            where
                property.Name.Contains("Birth", StringComparison.OrdinalIgnoreCase)
                || property.Name is "Age" or "Years"
                || property.Name.Contains("Born", StringComparison.OrdinalIgnoreCase)
            select $"{type.Name}.{property.Name}"
        );
    }
}
