@echo off
rem Verifie les classeurs sans produire de document.
call "%~dp0lancer.bat" verifier %*
exit /b %errorlevel%
