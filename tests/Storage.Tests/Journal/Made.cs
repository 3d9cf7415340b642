using System.Collections;
using System.Reflection;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Storage.Tests.Journal;

/// <summary>
/// Makes a value of any type of the domain with every member set, so that a new event or member is covered without a change here.
/// </summary>
internal sealed class Made(bool last = false)
{
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = "样例\"文\\本",
        [typeof(bool)] = true,
        [typeof(int)] = 7,
        [typeof(long)] = 8L,
        [typeof(Guid)] = Guid.Parse("0190f5d0-0000-7000-8000-000000000001"),
        [typeof(DateOnly)] = new DateOnly(2024, 2, 29),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(8)),
        [typeof(PersonId)] = PersonId.Parse("0123456789abcdef0123456789abcdef"),
        [typeof(PersonName)] = PersonName.Parse("买买提·吐尔逊"),
        [typeof(TelephoneNumber)] = TelephoneNumber.Parse("13912345678"),
        [typeof(IdentityNumber)] = Persons.Sample.Number(5),
        [typeof(ApplicationNumber)] = Persons.Sample.Application(5).Number,
        [typeof(RegistrationNumber)] = Persons.Sample.Registration(5).Number,
        [typeof(PlatformApplicationNumber)] = PlatformApplicationNumber.Parse("PLATFORM-1"),
        [typeof(SocialCreditCode)] = SocialCreditCode.Parse("91350100M000100Y43"),
    };

    public object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Known.TryGetValue(type, out var known))
            return known;
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().ElementAt(last ? ^1 : 0);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            list.SetValue(Of(type.GetGenericArguments()[0]), 0);
            return list;
        }

        // A command that waits for its second person: one of those that take two.
        if (type == typeof(PersonCommand))
            type = typeof(EndAsEnteredInError);
        var constructor = type.GetConstructors()
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .First(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type);
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true })
        )
        {
            property.SetValue(made, Of(property.PropertyType));
        }

        return made;
    }
}
