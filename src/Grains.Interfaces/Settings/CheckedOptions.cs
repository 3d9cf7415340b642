using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Interfaces.Settings;

/// <summary>
/// Options whose attributes say what is allowed. A process does not start with other values, and names every setting that is wrong as an
/// operator writes it: <c>Grid:Sms:Retries</c>.
/// </summary>
public static class CheckedOptions
{
    /// <summary>Binds a section of the configuration, and checks it when the process starts.</summary>
    /// <param name="services">Where the options are registered; more than once is harmless.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">Name of the section, such as <c>Grid:Sms</c>.</param>
    /// <param name="isUsed">Options for which this is false are not checked; null checks them always.</param>
    public static OptionsBuilder<T> AddCheckedOptions<T>(
        this IServiceCollection services,
        IConfiguration configuration,
        string section,
        Func<T, bool>? isUsed = null
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddOptions<T>().Bind(configuration.GetSection(section)).CheckAtStart(section, isUsed);
    }

    /// <summary>Checks options that are not bound to a section of the configuration.</summary>
    public static OptionsBuilder<T> CheckAtStart<T>(this OptionsBuilder<T> builder, string section, Func<T, bool>? isUsed = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>>(new AttributeValidator<T>(section, isUsed)));
        return builder.ValidateOnStart();
    }

    /// <summary>Reads a section that is needed before services are there.</summary>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = configuration.GetSection(section).Get<T>() ?? new T();
        var mistakes = Mistakes(section, options);
        return mistakes.Count == 0 ? options : throw new OptionsValidationException(section, typeof(T), mistakes);
    }

    /// <summary>One sentence for each value that is not allowed.</summary>
    public static IReadOnlyList<string> Mistakes(string section, object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => Sentence(section, options, result))];
    }

    private static string Sentence(string section, object options, ValidationResult result)
    {
        var member = result.MemberNames.First();
        return options.GetType().GetProperty(member)!.GetValue(options) is { } value
            ? FormattableString.Invariant($"{section}:{member} is '{Shown(value)}'. {result.ErrorMessage}")
            : $"{section}:{member} is not set. {result.ErrorMessage}";
    }

    /// <summary>An address may hold a name and a password, which do not belong in a log.</summary>
    private static object Shown(object value) =>
        value is string text
        && text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
        && text.LastIndexOf('@') is var at
        && at > scheme
            ? $"{text[..(scheme + 3)]}…{text[at..]}"
            : value;

    private sealed class AttributeValidator<T>(string section, Func<T, bool>? isUsed) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            if (isUsed is not null && !isUsed(options))
                return ValidateOptionsResult.Skip;
            var mistakes = Mistakes(section, options);
            return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
