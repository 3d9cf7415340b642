using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Wording;

/// <summary>No free text of any command is forgotten: each is examined, or is listed among those that are not, with the reason.</summary>
public sealed class FreeTextTests
{
    /// <summary>What one record sends to another, never a person: what is in it was examined when it was written.</summary>
    private static readonly Type[] OfTheRegister = [typeof(TakeOverCase), typeof(ConfirmMove), typeof(EvaluatePolicy), typeof(Tick)];

    private static readonly JsonDerivedTypeAttribute[] Commands =
    [
        .. typeof(PersonCommand)
            .GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Where(command => !OfTheRegister.Contains(command.DerivedType)),
    ];

    [Fact]
    public void Every_text_of_every_command_is_examined_or_listed_among_those_that_are_not()
    {
        var found = new List<string>();
        foreach (var command in Commands)
        {
            var texts = new List<string>();
            var made = (PersonCommand)Make(command.DerivedType, "", texts);
            var examined = FreeTexts.Of(made);

            // What is said to be examined really is that member's text.
            Assert.All(examined, text => Assert.Equal(text.Field, text.Text));
            Assert.Equal(examined.Select(text => text.Field).Distinct().Count(), examined.Count);
            var rest = texts.Except(examined.Select(text => text.Field)).Select(text => $"{command.TypeDiscriminator}.{text}").ToArray();
            Assert.True(
                rest.All(FreeTexts.NotExamined.ContainsKey),
                $"Neither examined nor excepted in {nameof(FreeTexts)}: {string.Join(", ", rest.Where(text => !FreeTexts.NotExamined.ContainsKey(text)))}"
            );
            found.AddRange(rest);
        }

        Assert.Empty(FreeTexts.NotExamined.Keys.Except(found));
        Assert.True(found.Count > 30);
    }

    /// <summary>The name of a flag's command is the one under which the command is sent.</summary>
    [Fact]
    public void Commands_are_named_as_their_discriminators() =>
        Assert.All(Commands, command =>
            Assert.Equal(command.TypeDiscriminator, JsonNamingPolicy.CamelCase.ConvertName(command.DerivedType.Name))
        );

    /// <summary>An instance in which every text holds its own path.</summary>
    private static object Make(Type type, string path, List<string> texts)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            var of = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var member = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (of == typeof(string))
            {
                texts.Add(member);
                property.SetValue(made, member);
            }
            else if (of.IsAssignableTo(typeof(IEnumerable)))
            {
                // What could not be brought into its field is of a member that is looked at here.
                if (of.GenericTypeArguments is [var item] && (item.IsEnum || item == typeof(UnverifiedValue)))
                    continue;
                if (of.GenericTypeArguments is [{ IsClass: true, Namespace: "Grid.Domain.Persons" } part])
                {
                    var parts = Array.CreateInstance(part, 1);
                    parts.SetValue(Make(part, member + ".", texts), 0);
                    property.SetValue(made, parts);
                    continue;
                }

                Assert.True(
                    of.GenericTypeArguments is [var element] && element == typeof(string),
                    $"{type.Name}.{property.Name} is a list of something else: look into it, too."
                );
                texts.Add(member);
                property.SetValue(made, (string[])[member]);
            }
            else if (of is { IsClass: true, Namespace: { } space } && space.StartsWith("Grid.Domain.Persons", StringComparison.Ordinal))
            {
                property.SetValue(made, Make(of, member + ".", texts));
            }
        }

        return made;
    }
}
